/** One change of a stored document, as far as a cache needs to know it. */
export interface Change {
  /** The place in the database's log: the same for every process, another for every transaction. */
  at?: string
  collection: string
  /** Null when the whole collection changed, such as by a drop. */
  id: string | null
  /** Top-level fields that an update touched; null when the document is new, replaced or gone. */
  fields: readonly string[] | null
}

export interface ChangeListener {
  onChange(change: Change): void
  /** Changes may have been missed: whatever is remembered must go. */
  onReset(): void
}

/** Tells of changes by any process; what is remembered may be trusted only while the feed is live. */
export interface ChangeFeed {
  close(): Promise<void>
  /** False while changes may be late: not yet open, or the database has not answered for a while. */
  isLive: () => boolean
  subscribe(listener: ChangeListener): () => void
}
