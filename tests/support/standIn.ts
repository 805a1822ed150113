import { randomUUID } from 'node:crypto'

import express from 'express'

import type { Fault } from '../../src/sandbox/fault.ts'
import type { PublishArgs, StandIn, StandInContext } from '../../src/sandbox/standIn.ts'

/** What a running stand-in takes for every secret. */
export const STAND_IN_TOKEN = 'stand-in-token-of-some-length'

export interface RunningStandIn {
  close(): Promise<void>
  context: StandInContext
  /** What it shows now, oldest first; what was withdrawn is gone. */
  posts: () => Required<PublishArgs>[]
  /** Switches a fault for every account. */
  switchTo: (fault: Fault) => void
  /** The base address of the account `brand`. */
  url: string
}

/** One stand-in platform on a free port of 127.0.0.1, with a memory of its own; `slow` is not slow here. */
export async function startStandIn(standIn: StandIn): Promise<RunningStandIn> {
  let fault: Fault = 'off'
  const posts = new Map<string, Required<PublishArgs>>()
  const context = createMemoryContext({ fault: () => fault, posts })
  const app = express()

  app.use('/:account', standIn.createRouter(context))

  const server = app.listen(0, '127.0.0.1')

  await new Promise((resolve) => server.once('listening', resolve))

  const address = server.address()

  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))

      server.closeAllConnections()
      await closed
    },
    context,
    posts: () => [...posts.values()],
    switchTo: (next) => {
      fault = next
    },
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/brand`,
  }
}

interface MemoryContextArgs {
  fault: () => Fault
  posts: Map<string, Required<PublishArgs>>
}

function createMemoryContext({ fault, posts }: MemoryContextArgs): StandInContext {
  const counters = new Map<string, number>()
  const objects = new Map<string, { id: string; value: Record<string, unknown> }>()
  const keyOf = (...parts: string[]): string => parts.join('/')

  return {
    clock: () => new Date(),
    isToken: (text) => text === STAND_IN_TOKEN,
    meetFault: () => Promise.resolve(fault()),
    nextNumber(account, name) {
      const next = (counters.get(keyOf(account, name)) ?? 0) + 1

      counters.set(keyOf(account, name), next)

      return Promise.resolve(next)
    },
    objects: {
      find: (account, type, id) => Promise.resolve(objects.get(keyOf(account, type, id))?.value ?? null),
      list: (account, type) =>
        Promise.resolve(
          [...objects].filter(([key]) => key.startsWith(`${keyOf(account, type)}/`)).map(([, object]) => object),
        ),
      put(account, type, id, value) {
        objects.set(keyOf(account, type, id), { id, value })

        return Promise.resolve()
      },
      remove: (account, type, id) => Promise.resolve(objects.delete(keyOf(account, type, id))),
    },
    publish({ account, draft, key = randomUUID() }) {
      const isNew = !posts.has(key)

      if (isNew) {
        posts.set(key, { account, draft, key })
      }

      return Promise.resolve({ at: new Date(), isNew, key })
    },
    storeFile: () => Promise.resolve('/sandbox/files/one'),
    wait: () => Promise.resolve(),
    withdraw: (_account, key) => Promise.resolve(posts.delete(key)),
  }
}
