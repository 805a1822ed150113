import { type CommandStartedEvent, MongoClient, ObjectId } from 'mongodb'
import { vi } from 'vitest'

import { createChangeFeed } from '../../src/database/changeFeed.ts'
import { deliveryWatched } from '../../src/delivery/invalidation.ts'
import { createDeliveryRoutes, type DeliveryOptions } from '../../src/delivery/routes.ts'
import { UnauthorizedError } from '../../src/domain/errors.ts'
import type { Principal } from '../../src/domain/http.ts'
import { createRouteCaller } from './routeCaller.ts'

/** One process of delivery: its own connection, change feed and cache. */
export interface DeliveryInstance {
  call: ReturnType<typeof createRouteCaller>
  /** Names of the commands sent since the array was last emptied, without those of the change stream. */
  commands: string[]
  isLive: () => boolean
  stop: () => Promise<void>
}

export interface DeliveryInstanceArgs {
  /** Who has which key, sent as the whole `Authorization` header. */
  clients: Readonly<Record<string, Principal>>
  database: string
  options?: Partial<DeliveryOptions>
  uri: string
}

export const anApiClient = (channels: readonly ObjectId[]): Principal => ({
  id: new ObjectId().toHexString(),
  channels: channels.map(String),
  kind: 'api-client',
  scopes: ['delivery:read'],
})

/** Starts delivery beside others that may run on the same database, and waits until it follows changes. */
export async function startDelivery({
  clients,
  database,
  options,
  uri,
}: DeliveryInstanceArgs): Promise<DeliveryInstance> {
  const client = await MongoClient.connect(uri, { monitorCommands: true })
  const commands: string[] = []

  client.on('commandStarted', ({ command, commandName }: CommandStartedEvent) => {
    if (commandName !== 'getMore' && !('pipeline' in command)) {
      commands.push(commandName)
    }
  })

  const changes = createChangeFeed({ db: client.db(database), watched: deliveryWatched })
  const routes = createDeliveryRoutes({
    authenticate: (request) => {
      const key = request.header('authorization')
      const principal = key === undefined ? null : clients[key]

      return principal === undefined
        ? Promise.reject(new UnauthorizedError('The API key is not known.'))
        : Promise.resolve(principal)
    },
    changes,
    db: client.db(database),
    publicUrl: 'https://beauty.example',
    ...options,
  })

  await vi.waitUntil(() => changes.isLive(), { timeout: 20_000 })

  return {
    call: createRouteCaller(routes),
    commands,
    isLive: () => changes.isLive(),
    async stop() {
      await changes.close()
      await client.close()
    },
  }
}
