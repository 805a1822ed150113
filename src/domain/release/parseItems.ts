import { RELEASE_ACTIONS, type OnFailure, type ReleaseItem, type RevertMode } from './release.ts'

/** A release as its author put it. */
export interface ReleasePlan {
  items: ReleaseItem[]
  onFailure: OnFailure
  revert: RevertMode
}

/** Reads the field group `release` of a campaign; relations are ids or whole documents, what is missing is empty. */
export function parseRelease(value: unknown): ReleasePlan {
  const { items, onFailure, revert } = asFields(value)

  return {
    items: Array.isArray(items) ? items.map(parseItem) : [],
    onFailure: onFailure === 'continue' ? 'continue' : 'stop',
    revert: revert === 'restore' || revert === 'withdraw' ? revert : 'none',
  }
}

function parseItem(value: unknown): ReleaseItem {
  const { action, after, at, id, key, subject } = asFields(value)
  const { relationTo, value: target } = asFields(subject)

  return {
    action: RELEASE_ACTIONS.find((known) => known === action) ?? 'publish',
    after: Array.isArray(after) ? [...new Set(after.map(String))] : [],
    at: parseDate(at),
    key: textOf(key) || textOf(id),
    subject: { id: idOf(target), slug: textOf(relationTo) },
  }
}

const asFields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** An id as a text: of a populated document, of the database's own kind, or a text already. */
function idOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value)
  }

  const { id, toHexString } = asFields(value)

  if (typeof toHexString === 'function') {
    return String(value)
  }

  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}

function parseDate(value: unknown): Date | null {
  if (value instanceof Date) {
    return value
  }

  return typeof value === 'string' && value !== '' ? new Date(value) : null
}
