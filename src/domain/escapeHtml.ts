const ENTITIES: Record<string, string> = { '"': '&quot;', '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;' }

/** A text that means only itself inside HTML, in content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/["&'<>]/g, (one) => ENTITIES[one] ?? one)
