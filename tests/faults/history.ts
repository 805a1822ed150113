import { type Db, type Document, ObjectId, type Timestamp } from 'mongodb'

import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'

/** A row as it stood after one write, and when the server made that write. */
export interface Step {
  at: number
  dueAt: number
  fence: number
  leaseUntil: number | null
  revision: number
  state: StoredRow['state']
  token: string | null
}

/** Every write to every row, in the order of the database's own log. */
export type History = ReadonlyMap<string, readonly Step[]>

const END = 'faults_end'

/** Where a history begins; ask before the first row is written. */
export async function markHistory(db: Db): Promise<Timestamp> {
  const { operationTime } = await db.command({ ping: 1 })

  return operationTime as Timestamp
}

/**
 * Reads, after the fact, what became of the rows write by write.
 *
 * The change stream is MongoDB's replication log, so no write can be missing and none can be added by us; a mark in a
 * collection of its own says where it ends.
 */
export async function readHistory(db: Db, since: Timestamp): Promise<History> {
  const end = new ObjectId()
  const changes = db.watch([{ $match: { 'ns.coll': { $in: [PUBLICATIONS, END] } } }], { startAtOperationTime: since })
  const rows = new Map<string, Document>()
  const history = new Map<string, Step[]>()

  await db.collection(END).insertOne({ _id: end })

  for await (const change of changes) {
    if (!('documentKey' in change) || change.ns.coll === END) {
      if ('documentKey' in change && end.equals(change.documentKey._id)) {
        break
      }

      continue
    }

    const id = String(change.documentKey._id)
    const row = 'fullDocument' in change && change.fullDocument ? change.fullDocument : (rows.get(id) ?? {})

    if (change.operationType === 'update') {
      const { removedFields = [], updatedFields = {} } = change.updateDescription

      Object.entries(updatedFields as Document).forEach(([path, value]) => setAt(row, path.split('.'), value))
      removedFields.forEach((path) => setAt(row, path.split('.'), undefined))
    }

    rows.set(id, row)
    history.set(id, [...(history.get(id) ?? []), toStep(row as StoredRow, change.wallTime ?? new Date(NaN))])
  }

  await changes.close()

  return history
}

function setAt(target: Document, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value
  } else {
    setAt((target[name] ??= {}) as Document, rest, value)
  }
}

const toStep = (row: StoredRow, at: Date): Step => ({
  at: at.getTime(),
  dueAt: row.dueAt.getTime(),
  fence: row.fence,
  leaseUntil: row.leaseUntil?.getTime() ?? null,
  revision: Number(row.content.rendered['revision'] ?? 0),
  state: row.state,
  token: row.token ?? null,
})
