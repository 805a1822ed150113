/** The indexes that one plain collection needs; each room exports its own and `src/database/indexes.ts` makes them all. */
export interface CollectionIndexes {
  collection: string
  indexes: readonly IndexSpecification[]
}

export interface IndexSpecification {
  expireAfterSeconds?: number
  key: Readonly<Record<string, 1 | -1>>
  /** Stable: an index that changes gets a new name. */
  name: string
  partialFilterExpression?: Record<string, unknown>
  sparse?: boolean
  unique?: boolean
}
