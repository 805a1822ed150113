import type { Payload } from 'payload'

/** Whether saves run in transactions; Payload leaves them out, without a word, unless the address names a replica set. */
export const hasTransactions = (payload: Payload): boolean =>
  payload.db.connection.getClient().options.replicaSet !== undefined
