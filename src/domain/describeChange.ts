import { isSameContent } from './sameContent.ts'

type Fields = Readonly<Record<string, unknown>>

export interface DescribeChangeArgs {
  after: Fields
  before: Fields
  /** Names of fields whose values must not be written down: secrets, and data about people. */
  masked: readonly string[]
}

export interface Change {
  after: Record<string, unknown>
  before: Record<string, unknown>
}

const MASK = '(hidden)'
const MAX_CHARACTERS = 500

/** Payload's own, and what follows from other fields. */
const SILENT: readonly string[] = ['_status', 'createdAt', 'id', 'updatedAt']

/** Never written down, whatever the collection. */
const SECRET: readonly string[] = [
  'apiKey',
  'apiKeyIndex',
  'credentials',
  'hash',
  'password',
  'salt',
  'secret',
  'sessions',
]

/**
 * Tells which fields a save changed, with their values before and after; null when it changed none.
 *
 * Values that are long are told by their length: the words themselves are in the versions.
 */
export function describeChange({ after, before, masked }: DescribeChangeArgs): Change | null {
  const names = Object.keys(after).filter((name) => !SILENT.includes(name) && !isSameContent(after[name], before[name]))

  if (names.length === 0) {
    return null
  }

  const pick = (from: Fields): Record<string, unknown> =>
    Object.fromEntries(
      names
        .filter((name) => from[name] !== undefined && from[name] !== null)
        .map((name) => [name, [...SECRET, ...masked].includes(name) ? MASK : shorten(from[name])]),
    )

  return { after: pick(after), before: pick(before) }
}

function shorten(value: unknown): unknown {
  const length = typeof value === 'string' ? value.length : JSON.stringify(value).length

  return length <= MAX_CHARACTERS ? value : `(${length} characters)`
}
