import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { findFreePort } from '../../src/database/freePort.ts'
import type { MongodNotes } from '../../src/database/embeddedMongod.ts'
import { type Owner, readOwnerFile } from '../../src/database/ownerFile.ts'
import { isSameProcess } from '../../src/database/processIdentity.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { type Command, startCommand } from '../support/command.ts'

const makeDirectory = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'drumbeat-processes-'))
const readNotes = async (directory: string): Promise<MongodNotes> =>
  ((await readOwnerFile<MongodNotes>(path.join(directory, 'mongod.json'))) as Owner<MongodNotes>).notes
const isReady = (base: string): Promise<boolean> =>
  fetch(`${base}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
const patience = { interval: 100, timeout: MINUTE }

/** Pids of the processes whose parent is `pid`. */
async function listChildren(pid: number | undefined): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')

  return children.split(' ').filter(Boolean).map(Number)
}

async function findChild(pid: number | undefined, holds: string): Promise<number> {
  for (const child of await listChildren(pid)) {
    if ((await readFile(`/proc/${child}/environ`, 'utf8')).includes(holds)) {
      return child
    }
  }

  throw new Error(`no child with ${holds}`)
}

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  let base = ''
  let directory = ''
  let start: Command
  let variables: Record<string, string> = {}

  beforeAll(async () => {
    const port = await findFreePort()

    directory = await makeDirectory()
    base = `http://127.0.0.1:${port}`
    variables = { DRUMBEAT_DATA_DIR: directory, DRUMBEAT_DEMO: 'off', PORT: String(port) }
    start = startCommand({ entry: 'src/cli/start.ts', variables })
    // The last line of all: the addresses stand before it.
    await start.waitFor(/Stop with Ctrl-C/)
  }, 15 * MINUTE)

  afterAll(async () => {
    start.child.kill('SIGTERM')
    await start.exited
    await rm(directory, { force: true, recursive: true })
  })

  it('prints where things are and is ready there', async () => {
    expect(start.output()).toContain(`${base}/admin`)
    expect(start.output()).toContain(`${base}/sandbox`)
    expect(await isReady(base)).toBe(true)
  })

  it('is refused a second time in the same folder, in one line', async () => {
    const second = startCommand({ entry: 'src/cli/start.ts', variables })

    expect(await second.exited).toBe(1)
    expect(second.output().trim()).toMatch(/^start: Drumbeat already runs in this folder \(process \d+\)\..*$/)
  })

  it('lets doctor find everything well', async () => {
    const doctor = startCommand({ entry: 'src/cli/doctor.ts', variables })

    expect([await doctor.exited, doctor.output()]).toEqual([0, expect.stringMatching(/ok +transactions +on/)])
  })

  it('starts a web process that was killed again', async () => {
    process.kill(await findChild(start.child.pid, 'SANDBOX_URL'), 'SIGKILL')
    await start.waitFor(/The \w+ process ended \(SIGKILL\); starting it again/)
    await vi.waitFor(async () => expect(await isReady(base)).toBe(true), patience)
  })

  it('brings a killed database back under running processes', async () => {
    process.kill((await readNotes(directory)).mongod?.pid ?? 0, 'SIGKILL')
    await start.waitFor(/MongoDB is back/)
    await vi.waitFor(async () => expect(await isReady(base)).toBe(true), patience)
  })

  it('ends within ten seconds and leaves nothing running', async () => {
    const { mongod } = await readNotes(directory)
    const children = await listChildren(start.child.pid)
    const askedAt = performance.now()

    start.child.kill('SIGTERM')

    expect(await start.exited).toBe(0)
    expect(mongod !== null && (await isSameProcess(mongod))).toBe(false)
    // The guard of mongod ends a moment after the parent whose end it watches.
    await vi.waitFor(() => expect(children.filter((pid) => isAlive(pid))).toEqual([]), patience)
    expect(performance.now() - askedAt).toBeLessThan(10 * SECOND)
  })
})

describe('npm start without a worker', () => {
  it('serves the web, sends nothing, and says so to doctor', async () => {
    const port = await findFreePort()
    const variables = {
      DRUMBEAT_DATA_DIR: await makeDirectory(),
      DRUMBEAT_DEMO: 'off',
      DRUMBEAT_WORKERS: '0',
      PORT: String(port),
    }
    const start = startCommand({ entry: 'src/cli/start.ts', variables })

    await start.waitFor(/Stop with Ctrl-C/)
    expect(await isReady(`http://127.0.0.1:${port}`)).toBe(true)

    const doctor = startCommand({ entry: 'src/cli/doctor.ts', variables })

    expect([await doctor.exited, doctor.output()]).toEqual([1, expect.stringMatching(/FAIL +worker/)])
    start.child.kill('SIGTERM')
    expect(await start.exited).toBe(0)
  })
})

describe('npm start with a bad set-up', () => {
  it('names every bad variable at once', async () => {
    const start = startCommand({
      entry: 'src/cli/start.ts',
      variables: { DATABASE_URI: 'http://x', DRUMBEAT_WORKERS: '-1', PORT: '99999' },
    })

    expect(await start.exited).toBe(1)
    expect(start.output()).toMatch(/3 bad variable\(s\):\n {2}DATABASE_URI: .+\n {2}DRUMBEAT_WORKERS: .+\n {2}PORT: /)
  })

  it('demands a secret in production', async () => {
    const start = startCommand({
      entry: 'src/cli/start.ts',
      variables: {
        DATABASE_URI: 'mongodb://127.0.0.1:1/x',
        DRUMBEAT_DATA_DIR: await makeDirectory(),
        NODE_ENV: 'production',
        PORT: String(await findFreePort()),
      },
    })

    expect(await start.exited).toBe(1)
    expect(start.output()).toContain('PAYLOAD_SECRET is not set')
  })

  it('says which port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')

    await once(squatter, 'listening')

    const { port } = squatter.address() as { port: number }
    const start = startCommand({
      entry: 'src/cli/start.ts',
      variables: { DRUMBEAT_DATA_DIR: await makeDirectory(), PORT: String(port) },
    })

    expect(await start.exited).toBe(1)
    expect(start.output()).toContain(`Port ${port} of 127.0.0.1 is taken`)
    squatter.close()
  })

  it('says what was tried when there is no mongod', async () => {
    const start = startCommand({
      entry: 'src/cli/start.ts',
      variables: {
        DRUMBEAT_DATA_DIR: await makeDirectory(),
        MONGOD_BINARY: '/nowhere/mongod',
        PORT: String(await findFreePort()),
      },
    })

    expect(await start.exited).toBe(1)
    expect(start.output()).toContain('MONGOD_BINARY: /nowhere/mongod not there')
  })
})

describe('npm run worker', () => {
  it('runs the database itself when nobody does, and works without a web process', async () => {
    const directory = await makeDirectory()
    const worker = startCommand({ entry: 'src/cli/worker.ts', variables: { DRUMBEAT_DATA_DIR: directory } })

    await worker.waitFor(/worker is ready, transactions are on/)
    await expectHeartbeat((await readNotes(directory)).uri ?? '')
    worker.child.kill('SIGTERM')
    expect(await worker.exited).toBe(0)
  })

  it('runs on Node 24', async () => {
    const directory = await makeDirectory()
    const folder = await makeDirectory()
    const platform = `node-${process.platform}-${process.arch}`

    await promisify(execFile)('npm', ['install', '--no-save', '--prefix', folder, `${platform}@24`], {
      timeout: 3 * MINUTE,
    })

    const node = path.join(folder, 'node_modules', platform, 'bin', 'node')
    const worker = startCommand({ entry: 'src/cli/worker.ts', node, variables: { DRUMBEAT_DATA_DIR: directory } })

    await worker.waitFor(/worker is ready/)
    await expectHeartbeat((await readNotes(directory)).uri ?? '')
    worker.child.kill('SIGTERM')
    expect(await worker.exited).toBe(0)
  })
})

async function expectHeartbeat(uri: string): Promise<void> {
  const client = new MongoClient(uri)

  try {
    await vi.waitFor(async () => expect(await client.db().collection('workers').countDocuments()).toBe(1), patience)
  } finally {
    await client.close()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
