import { setTimeout as wait } from 'node:timers/promises'

import { SECOND } from '../domain/duration.ts'
import { DrumbeatError } from '../domain/errors.ts'
import { findFreePort } from './freePort.ts'
import type { MongodExit } from './mongodLog.ts'
import { spawnMongod, type MongodProcess, type SpawnMongodArgs } from './mongodProcess.ts'
import { openReplicaSet, replicaSetUri } from './replicaSet.ts'

const START_LIMIT_MS = 60 * SECOND

/** The database server did not come up; `kind` says whether trying again later can help. */
export class MongodError extends DrumbeatError {
  readonly code = 'MONGOD_FAILED'
  readonly kind: MongodExit['kind']

  constructor({ kind, message }: MongodExit, options?: ErrorOptions) {
    super(`The embedded MongoDB server did not start: ${message}.`, options)
    this.kind = kind
  }
}

export interface RunningMongod extends MongodProcess {
  port: number
  uri: string
}

/**
 * Starts mongod as a replica set of one and waits until it takes writes.
 *
 * Takes another port when `port` is taken, now or in the instant between looking and starting. Throws `MongodError`.
 */
export async function startMongod(args: SpawnMongodArgs & { isPortFixed?: boolean }): Promise<RunningMongod> {
  for (let attempt = 1; ; attempt += 1) {
    const port = args.isPortFixed === true ? args.port : await findFreePort(args.port)
    const mongod = await spawnMongod({ ...args, port })
    const giveUp = new AbortController()
    const ended = mongod.exited.finally(() => giveUp.abort())
    const timeout = setTimeout(() => giveUp.abort(), START_LIMIT_MS)

    try {
      await openReplicaSet({ port, signal: giveUp.signal })

      return { ...mongod, port, uri: replicaSetUri(port) }
    } catch (error) {
      const hasEnded = await Promise.race([ended.then(() => true), wait(SECOND).then(() => false)])

      if (!hasEnded) {
        await mongod.stop()
        throw new MongodError({ kind: 'other', message: String(error) }, { cause: error })
      }

      const exit = await ended

      if (exit.kind !== 'port-taken' || args.isPortFixed === true || attempt === 3) {
        throw new MongodError(exit)
      }
    } finally {
      clearTimeout(timeout)
    }
  }
}
