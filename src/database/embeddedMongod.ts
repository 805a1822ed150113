import { mkdir, statfs } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { MIB, SECOND } from '../domain/duration.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { claimOwnerFile, readOwnerFile, type Owner, type OwnerClaim } from './ownerFile.ts'
import { findProcessIdentity, isSameProcess } from './processIdentity.ts'
import { keepMongodRunning } from './keepMongodRunning.ts'
import { startMongod, type RunningMongod } from './startMongod.ts'

/** What `.data/mongod.json` tells other processes of the same folder. */
export interface MongodNotes {
  mongod: { identity: string; pid: number } | null
  port: number
  /** Null until it takes writes. */
  uri: string | null
}

export interface EmbeddedMongodArgs {
  dataDirectory: string
  /** Finds the server's binary; asked only when this process has to start it. */
  findBinary: () => Promise<string>
  /** Starts the server when the one it joined is gone; for processes that stay. */
  isLasting?: boolean
  /** Told in one line when the server ended by itself and when it is back. */
  report: (line: string) => void
}

export interface EmbeddedMongod {
  /** Whether this process started the server and stops it. */
  isOwner: boolean
  stop: () => Promise<void>
  uri: string
}

const DEFAULT_PORT = 27_117
const NEEDED_BYTES = 300 * MIB
const JOIN_LIMIT_MS = 90 * SECOND

/**
 * Joins the MongoDB server of this data folder, or starts it when none runs.
 *
 * Whoever starts it owns it: brings it back when it is killed, and stops it. A server left behind by an owner that died
 * with its guard is ended first. Throws `ConfigurationError` or `MongodError`.
 */
export async function openEmbeddedMongod(args: EmbeddedMongodArgs): Promise<EmbeddedMongod> {
  const giveUpAt = performance.now() + JOIN_LIMIT_MS

  await mkdir(args.dataDirectory, { recursive: true })

  for (;;) {
    const claim = await claimOwnerFile<MongodNotes>(path.join(args.dataDirectory, 'mongod.json'), {
      mongod: null,
      port: 0,
      uri: null,
    })

    if (claim.isOurs) {
      return start(args, claim)
    }

    if (claim.holder.notes.uri !== null) {
      const { uri } = claim.holder.notes

      return { isOwner: false, stop: args.isLasting === true ? standBy(args) : () => Promise.resolve(), uri }
    }

    if (performance.now() > giveUpAt) {
      throw new ConfigurationError(tellStuck(claim.holder))
    }

    await wait(SECOND / 10)
  }
}

/** Takes the server over when its owner is gone; it comes back at the port it had. Returns what ends the watch. */
function standBy(args: EmbeddedMongodArgs): () => Promise<void> {
  const stopping = new AbortController()

  const watch = async (): Promise<EmbeddedMongod | null> => {
    while (!stopping.signal.aborted) {
      const owner = await readOwnerFile<MongodNotes>(path.join(args.dataDirectory, 'mongod.json'))

      if (owner === null || !(await isSameProcess(owner))) {
        args.report('The process that ran MongoDB has ended; running it here.')

        return openEmbeddedMongod(args)
      }

      await wait(SECOND / 2, undefined, { signal: stopping.signal }).catch(() => undefined)
    }

    return null
  }

  const taken = watch().catch((error: unknown) => {
    args.report(error instanceof Error ? error.message : String(error))

    return null
  })

  return async () => {
    stopping.abort()
    await (await taken)?.stop()
  }
}

type OwnClaim = Extract<OwnerClaim<MongodNotes>, { isOurs: true }>

async function start(args: EmbeddedMongodArgs, claim: OwnClaim): Promise<EmbeddedMongod> {
  try {
    await endLeftover(claim.left)
    await demandDiskSpace(args.dataDirectory)

    const settings = {
      binary: await args.findBinary(),
      dataDirectory: path.join(args.dataDirectory, 'mongo'),
      logFile: path.join(args.dataDirectory, 'log', 'mongod.log'),
    }
    const mongod = await startMongod({ ...settings, port: claim.left?.port ?? DEFAULT_PORT })
    const note = async (running: RunningMongod): Promise<void> => claim.update(await describe(running))

    await note(mongod)

    const keeper = keepMongodRunning({
      mongod,
      onRestart: note,
      report: args.report,
      restart: () => startMongod({ ...settings, isPortFixed: true, port: mongod.port }),
    })

    return {
      isOwner: true,
      stop: async () => {
        await keeper.stop()
        await claim.release({ mongod: null, port: mongod.port, uri: null })
      },
      uri: mongod.uri,
    }
  } catch (error) {
    await claim.release({ mongod: null, port: claim.left?.port ?? DEFAULT_PORT, uri: null })
    throw error
  }
}

const describe = async ({ pid, port, uri }: RunningMongod): Promise<MongodNotes> => ({
  mongod: { identity: (await findProcessIdentity(pid)) ?? '', pid },
  port,
  uri,
})

async function endLeftover(left: MongodNotes | null): Promise<void> {
  const mongod = left?.mongod ?? null
  const killAt = performance.now() + 8 * SECOND

  if (mongod === null || !(await isSameProcess(mongod))) {
    return
  }

  signal(mongod.pid, 'SIGTERM')

  while (await isSameProcess(mongod)) {
    if (performance.now() > killAt) {
      signal(mongod.pid, 'SIGKILL')
    }

    await wait(SECOND / 20)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in the meantime.
  }
}

async function demandDiskSpace(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory)
  const free = bavail * bsize

  if (free < NEEDED_BYTES) {
    throw new ConfigurationError(
      `The disk of ${directory} has ${Math.floor(free / MIB)} MB free and MongoDB needs ${NEEDED_BYTES / MIB} MB: ` +
        'free some space, or point DRUMBEAT_DATA_DIR to another disk.',
    )
  }
}

const tellStuck = ({ pid }: Owner<MongodNotes>): string =>
  `Process ${pid} has been starting the database of this folder for ${JOIN_LIMIT_MS / SECOND} s. Stop it and try again.`
