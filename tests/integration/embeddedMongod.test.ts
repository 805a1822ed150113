import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { readEnv } from '../../src/config/env.ts'
import { type EmbeddedMongod, type MongodNotes, openEmbeddedMongod } from '../../src/database/embeddedMongod.ts'
import { resolveMongodBinary } from '../../src/database/mongodBinary.ts'
import { findMongod } from '../../src/database/openDatabase.ts'
import { type Owner, readOwnerFile } from '../../src/database/ownerFile.ts'
import { isSameProcess } from '../../src/database/processIdentity.ts'
import { startCommand } from '../support/command.ts'

const report = (): void => undefined
const findBinary = (): Promise<string> => findMongod({ env: readEnv(), report })

let dataDirectory = ''
let opened: EmbeddedMongod[] = []

beforeEach(async () => {
  dataDirectory = await mkdtemp(path.join(tmpdir(), 'drumbeat-embedded-'))
})

afterEach(async () => {
  for (const mongod of opened.reverse()) {
    await mongod.stop()
  }

  opened = []
  await rm(dataDirectory, { force: true, recursive: true })
})

async function open(further: Partial<Parameters<typeof openEmbeddedMongod>[0]> = {}): Promise<EmbeddedMongod> {
  const mongod = await openEmbeddedMongod({ dataDirectory, findBinary, report, ...further })

  opened.push(mongod)

  return mongod
}

async function withClient<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri)

  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

const notes = async (): Promise<MongodNotes> =>
  ((await readOwnerFile<MongodNotes>(path.join(dataDirectory, 'mongod.json'))) as Owner<MongodNotes>).notes

const writeMark = (uri: string) => withClient(uri, (client) => client.db().collection('marks').insertOne({ mark: 1 }))
const countMarks = (uri: string) => withClient(uri, (client) => client.db().collection('marks').countDocuments())

describe('embedded mongod', () => {
  it('takes transactions, and is joined by the next one that opens the same folder', async () => {
    const owner = await open()
    const guest = await open()

    expect([owner.isOwner, guest.isOwner, guest.uri]).toEqual([true, false, owner.uri])
    await withClient(owner.uri, (client) =>
      client.withSession((session) =>
        session.withTransaction(() => client.db().collection('marks').insertOne({ mark: 1 }, { session })),
      ),
    )
    expect(await countMarks(owner.uri)).toBe(1)
  })

  it('comes back with its data on another port when its own is taken', async () => {
    const first = await open()

    await writeMark(first.uri)
    await first.stop()
    opened = []

    // It hangs up: mongod asks there for itself first, and would wait half a minute for one that says nothing.
    const squatter = createServer((socket) => socket.destroy()).listen(Number(new URL(first.uri).port), '127.0.0.1')

    await once(squatter, 'listening')

    const second = await open()

    squatter.close()
    expect(second.uri).not.toBe(first.uri)
    expect(await countMarks(second.uri)).toBe(1)
  })

  it('is started again at the same port, with its data, when it is killed', async () => {
    const lines: string[] = []
    const mongod = await open({ report: (line) => lines.push(line) })

    await writeMark(mongod.uri)
    process.kill((await notes()).mongod?.pid ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(lines.at(-1)).toBe('MongoDB is back.'), { interval: 50, timeout: 30_000 })

    expect(lines[0]).toContain('SIGKILL')
    expect(await countMarks(mongod.uri)).toBe(1)
  })

  it('does not outlive an owner that is killed', async () => {
    const owner = startCommand({
      entry: 'tests/support/holdMongod.ts',
      variables: { DRUMBEAT_DATA_DIR: dataDirectory },
    })

    await owner.waitFor(/holding/)

    const { mongod } = await notes()

    expect(mongod !== null && (await isSameProcess(mongod))).toBe(true)
    owner.child.kill('SIGKILL')
    await vi.waitFor(async () => expect(mongod !== null && (await isSameProcess(mongod))).toBe(false), {
      interval: 50,
      timeout: 15_000,
    })
  })

  it('is taken over at the same port by a lasting process that had joined', async () => {
    const owner = startCommand({
      entry: 'tests/support/holdMongod.ts',
      variables: { DRUMBEAT_DATA_DIR: dataDirectory },
    })
    const [, uri = ''] = await owner.waitFor(/holding (\S+)/)
    const guest = await open({ isLasting: true })

    await writeMark(guest.uri)
    owner.child.kill('SIGKILL')
    await vi.waitFor(
      async () => {
        expect((await readOwnerFile<MongodNotes>(path.join(dataDirectory, 'mongod.json')))?.pid).toBe(process.pid)
        expect((await notes()).uri).toBe(uri)
      },
      { interval: 50, timeout: 30_000 },
    )
    expect(await countMarks(uri)).toBe(1)
  })

  it('tells that the disk is full when mongod cannot write any more', async () => {
    const cramped = path.join(dataDirectory, 'cramped-mongod')

    // A limit on the size of files stands in for a full disk: both make the write fail.
    await writeFile(cramped, `#!/bin/sh\ntrap '' XFSZ\nulimit -f 4000\nexec "${await findBinary()}" "$@"\n`, {
      mode: 0o755,
    })

    const lines: string[] = []
    const { uri } = await open({ findBinary: () => Promise.resolve(cramped), report: (line) => lines.push(line) })
    const filling = withClient(`${uri}&serverSelectionTimeoutMS=2000`, async (client) => {
      for (;;) {
        await client
          .db()
          .collection('marks')
          .insertOne({ bytes: randomBytes(1_000_000) })
      }
    })

    await expect(filling).rejects.toThrow()
    await vi.waitFor(() => expect(lines[0]).toContain('the disk is full'), { interval: 50, timeout: 30_000 })
  })

  it.skipIf(!canMount())('does not start on a disk with too little room', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', dataDirectory])

    try {
      await expect(open()).rejects.toThrow(/has \d+ MB free and MongoDB needs 300 MB/)
    } finally {
      execFileSync('umount', [dataDirectory])
    }
  })

  it('names what MONGOD_BINARY says when that is not there, and what to do', async () => {
    await expect(resolveMongodBinary({ binaries: dataDirectory, explicit: '/nowhere/mongod' })).rejects.toThrow(
      /MONGOD_BINARY: \/nowhere\/mongod not there[\s\S]*Set DATABASE_URI/,
    )
  })

  it('says which libraries a mongod lacks', async () => {
    const broken = path.join(dataDirectory, 'mongod')

    await writeFile(broken, '#!/bin/sh\necho "error while loading shared libraries: libssl.so.3" >&2\nexit 127\n', {
      mode: 0o755,
    })
    await expect(resolveMongodBinary({ binaries: dataDirectory, explicit: broken })).rejects.toThrow('libssl.so.3')
  })

  it('keeps the log of the server where it says', async () => {
    await open()

    expect(await readFile(path.join(dataDirectory, 'log', 'mongod.log'), 'utf8')).toContain('MongoDB starting')
  })
})

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })

    return process.getuid?.() === 0
  } catch {
    return false
  }
}
