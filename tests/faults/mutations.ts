import type { Document } from 'mongodb'

import type { Rows } from '../../jobs/ledger/rows.ts'

/** A guard that can be taken out of the ledger, to see whether the checks notice. */
export type Mutation = 'compare-and-set' | 'fence' | 'unique-id'

/**
 * The collection without a guard: what makes it one is taken out of every command on its way to the database.
 *
 * `unique-id` is no condition of a command: there the caller draws ids instead of deriving them.
 */
export function rowsWithout(rows: Rows, mutation: Mutation | undefined): Rows {
  if (mutation === undefined || mutation === 'unique-id') {
    return rows
  }

  return new Proxy(rows, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)

      if (typeof value !== 'function') {
        return value
      }

      return key === 'find' || key === 'updateMany'
        ? (filter: Document, ...rest: unknown[]) =>
            Reflect.apply(value, target, [REMOVE[mutation](filter), ...rest]) as unknown
        : (value.bind(target) as unknown)
    },
  })
}

const REMOVE: Record<'compare-and-set' | 'fence', (filter: Document) => Document> = {
  'compare-and-set': (filter) =>
    Object.fromEntries(Object.entries(filter).filter(([name]) => name !== 'state' && name !== 'token')),
  // It stands in a command as a condition of its own where all rows have the same, and as an expression where each has one.
  fence: ({ fence: _fence, ...filter }) => withoutFence(filter) as Document,
}

const isFence = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && '$eq' in value && Array.isArray(value.$eq) && value.$eq[0] === '$fence'

function withoutFence(value: unknown): unknown {
  if (isFence(value)) {
    return true
  }

  if (Array.isArray(value)) {
    return value.map(withoutFence)
  }

  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutFence(inner)]))
    : value
}
