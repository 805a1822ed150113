import type { MediaSnapshot } from '../domain/content.ts'
import { escapeHtml } from '../domain/escapeHtml.ts'

/** Whether content (as JSON) shows a medium: by its id where bytes are sent, by its address where it is fetched; an address in HTML is escaped. */
export const isShownIn = (said: string, { id, url }: Pick<MediaSnapshot, 'id' | 'url'>): boolean =>
  said.includes(id) || said.includes(url) || said.includes(escapeHtml(url))
