/**
 * The ids of media inside a rich text: uploads between paragraphs and pictures in blocks, in the order in which they stand.
 *
 * Takes the text as an editor or the database has it; what is none gives nothing.
 */
export function findBodyMedia(body: unknown): string[] {
  const found = new Set<string>()

  collect(body, found)

  return [...found]
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) {
    return
  }

  if (Array.isArray(node)) {
    node.forEach((each) => collect(each, found))

    return
  }

  const { children, fields, root, type, value } = node as Node
  const id = type === 'upload' ? idIn(value) : type === 'block' ? idIn(fields?.image) : null

  if (id !== null) {
    found.add(id)
  }

  collect(root, found)
  collect(children, found)
}

interface Node {
  children?: unknown
  fields?: { image?: unknown }
  root?: unknown
  type?: unknown
  value?: unknown
}

/** A relationship as an id, as the document itself, or as the database's own id. */
function idIn(value: unknown): string | null {
  if (typeof value === 'string') {
    return value
  }

  if (typeof value !== 'object' || value === null) {
    return null
  }

  const { _id, id, toHexString } = value as { _id?: unknown; id?: unknown; toHexString?: () => string }

  return typeof toHexString === 'function'
    ? toHexString.call(value)
    : idIn(id instanceof Uint8Array ? _id : (id ?? _id))
}
