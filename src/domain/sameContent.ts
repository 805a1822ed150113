/**
 * Tells whether two values say the same, whatever form they came in.
 *
 * Absent, null, empty text and empty list are one; so are a rich text as a script wrote it and the same one after
 * the editor filled in its defaults; a referred document and its id.
 */
export const isSameContent = (one: unknown, other: unknown): boolean =>
  JSON.stringify(normalise(one)) === JSON.stringify(normalise(other))

/** What the editor adds to every node, at its default, without anybody having written anything. */
const NOISE: Readonly<Record<string, readonly unknown[]>> = {
  detail: [0],
  direction: ['ltr', null],
  format: ['', 0],
  indent: [0],
  mode: ['normal'],
  style: [''],
  textFormat: [0],
  textStyle: [''],
  version: [1, 2, 3],
}

function normalise(value: unknown): unknown {
  if (value instanceof Date) {
    return value.toISOString()
  }

  if (Array.isArray(value)) {
    return value.length === 0 ? null : value.map(normalise)
  }

  if (typeof value !== 'object' || value === null) {
    return value === undefined || value === '' ? null : value
  }

  if ('toHexString' in value && typeof value.toHexString === 'function') {
    return (value.toHexString as () => string)()
  }

  const entries = Object.entries(value)
    .filter(([key, part]) => !NOISE[key]?.includes(part))
    .map(([key, part]) => [key, normalise(part)] as const)
    .filter(([, part]) => part !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))

  return entries.length === 0 ? null : Object.fromEntries(entries)
}
