/** One node of a Lexical document as it is stored; only what the converters read. */
export interface RichTextNode {
  [key: string]: unknown
  children?: RichTextNode[]
  fields?: Record<string, unknown>
  type: string
}

/** A stored Lexical document. */
export interface RichTextDocument {
  root: RichTextNode
}

/** The document that a field holds, or null when it holds none. */
export function parseRichText(value: unknown): RichTextDocument | null {
  const root = isRecord(value) && isRecord(value['root']) ? value['root'] : null

  return root !== null && Array.isArray(root['children']) ? { root: root as unknown as RichTextNode } : null
}

/** All nodes below `node`, in the order of reading. */
export function* walk(node: RichTextNode): Generator<RichTextNode> {
  for (const child of node.children ?? []) {
    yield child
    yield* walk(child)
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
