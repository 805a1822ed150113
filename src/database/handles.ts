import type { ClientSession, Collection, Db, Document, MongoClient } from 'mongodb'
import type { Payload, PayloadRequest } from 'payload'

interface MongooseHandles {
  connection: { db?: Db; getClient(): MongoClient }
  sessions?: Record<string, ClientSession>
}

/** The database behind a Payload instance, through the one driver and pool that Payload uses. */
export function databaseOf(payload: Payload): Db {
  const { db } = (payload.db as unknown as MongooseHandles).connection

  if (db === undefined) {
    throw new Error('The database is not connected yet')
  }

  return db
}

/** The one client behind a Payload instance. */
export const clientOf = (payload: Payload): MongoClient =>
  (payload.db as unknown as MongooseHandles).connection.getClient()

/** The session of the transaction that a request runs in; undefined where there is none. */
export async function sessionOf(req: PayloadRequest): Promise<ClientSession | undefined> {
  const id = await req.transactionID

  return id === undefined ? undefined : (req.payload.db as unknown as MongooseHandles).sessions?.[String(id)]
}

/** The same as options of a call to the driver. */
export async function sessionOptions(req: PayloadRequest): Promise<{ session?: ClientSession }> {
  const session = await sessionOf(req)

  return session === undefined ? {} : { session }
}

/** A raw collection of the database behind a Payload instance. */
export const rawCollection = <T extends Document>(payload: Payload, name: string): Collection<T> =>
  databaseOf(payload).collection<T>(name)
