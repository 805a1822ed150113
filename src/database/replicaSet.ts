import { setTimeout as wait } from 'node:timers/promises'

import { MongoClient, MongoServerError } from 'mongodb'

import { SECOND } from '../domain/duration.ts'

export const REPLICA_SET = 'drumbeat'

/** The address that clients use; without `replicaSet` Payload would silently leave transactions out. */
export const replicaSetUri = (port: number): string => `mongodb://127.0.0.1:${port}/drumbeat?replicaSet=${REPLICA_SET}`

interface ReplicaSetConfig {
  _id: string
  members: { _id: number; host: string }[]
  version: number
}

/**
 * Makes the mongod at `port` a writable replica set of one; resolves when it takes writes.
 *
 * A set remembers its address, so on another port it would wait for itself for ever: then the new address is forced
 * into the configuration that it wrote at its first start.
 */
export async function openReplicaSet({ port, signal }: { port: number; signal: AbortSignal }): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: SECOND / 2,
  })

  try {
    await connect(client, signal)

    const host = `127.0.0.1:${port}`
    const known = await client.db('local').collection<ReplicaSetConfig>('system.replset').findOne({})

    if (known === null) {
      await client.db('admin').command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } })
    } else if (known.members[0]?.host !== host) {
      const config = { ...known, members: [{ _id: 0, ...known.members[0], host }], version: known.version + 1 }

      await reconfigure({ client, config, signal })
    }

    while ((await client.db('admin').command({ hello: 1 }))['isWritablePrimary'] !== true) {
      await wait(SECOND / 50, undefined, { signal })
    }
  } finally {
    await client.close()
  }
}

/** Until the server has read its own configuration it takes no other one; on a busy machine that is a while. */
async function reconfigure({ client, config, signal }: ReconfigureArgs): Promise<void> {
  for (;;) {
    try {
      await client.db('admin').command({ replSetReconfig: config, force: true })

      return
    } catch (error) {
      if (!(error instanceof MongoServerError) || !NOT_YET.has(Number(error.code))) {
        throw error
      }

      await wait(SECOND / 20, undefined, { signal })
    }
  }
}

interface ReconfigureArgs {
  client: MongoClient
  config: ReplicaSetConfig
  signal: AbortSignal
}

/** NotYetInitialized, ConfigurationInProgress, InterruptedDueToReplStateChange. */
const NOT_YET = new Set([94, 109, 11_602])

async function connect(client: MongoClient, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await client.connect()

      return
    } catch {
      await wait(SECOND / 20, undefined, { signal })
    }
  }
}
