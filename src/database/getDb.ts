import type { Db } from 'mongodb'
import type { Payload } from 'payload'

/** The driver's own view of Payload's database: one client, one pool, one kind of session for all of us. */
export function getDb(payload: Payload): Db {
  const { db } = payload.db.connection

  if (db === undefined) {
    throw new Error('Payload has no open database connection')
  }

  return db
}

/** Whether saves run in transactions; Payload leaves them out, without a word, unless the address names a replica set. */
export const hasTransactions = (payload: Payload): boolean =>
  payload.db.connection.getClient().options.replicaSet !== undefined
