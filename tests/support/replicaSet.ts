import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { MongoClient } from 'mongodb'

import { readEnv } from '../../src/config/env.ts'
import { findFreePort } from '../../src/database/freePort.ts'
import { type MongodProcess, spawnMongod } from '../../src/database/mongodProcess.ts'
import { findMongod } from '../../src/database/openDatabase.ts'
import { REPLICA_SET } from '../../src/database/replicaSet.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { until } from './until.ts'

/** Three real mongods that elect one another. */
export interface ReplicaSetOfThree {
  /** Ends the primary as a power cut would, and resolves once another one takes writes. */
  killPrimary(): Promise<void>
  /** Brings back every member that was killed, and resolves once it follows. */
  revive(): Promise<void>
  /** Makes the primary step down, and resolves once one takes writes. */
  stepDown(): Promise<void>
  stop(): Promise<void>
  uri: string
}

interface Member {
  mongod: MongodProcess
  port: number
  start: () => Promise<MongodProcess>
}

export async function startReplicaSetOfThree(): Promise<ReplicaSetOfThree> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-set-'))
  const binary = await findMongod({ env: readEnv(), report: () => undefined })
  const members: Member[] = []

  for (const name of ['a', 'b', 'c']) {
    const port = await findFreePort(0)
    const start = () =>
      spawnMongod({
        binary,
        dataDirectory: path.join(directory, name),
        logFile: path.join(directory, `${name}.log`),
        port,
      })

    members.push({ mongod: await start(), port, start })
  }

  const hosts = members.map(({ port }) => `127.0.0.1:${port}`)
  const uri = `mongodb://${hosts.join(',')}/?replicaSet=${REPLICA_SET}`

  await initiate(hosts)
  const client = await new MongoClient(uri).connect()
  const admin = client.db('admin')
  const primaryPort = async (): Promise<number> =>
    Number(
      String((await admin.command({ hello: 1 }))['primary'])
        .split(':')
        .at(-1),
    )
  const untilWritable = () =>
    until('a primary takes writes', () =>
      client
        .db('election')
        .collection('writes')
        .insertOne({}, { writeConcern: { w: 'majority' } })
        .then(
          () => true,
          () => false,
        ),
    )

  await untilWritable()

  return {
    async killPrimary() {
      const port = await primaryPort()
      const primary = members.find((member) => member.port === port)

      process.kill(primary?.mongod.pid ?? 0, 'SIGKILL')
      await primary?.mongod.exited
      await untilWritable()
    },
    async revive() {
      for (const member of members) {
        if (!isAlive(member.mongod.pid)) {
          member.mongod = await member.start()
        }
      }

      await until('every member follows', async () => {
        const { members: states } = (await admin.command({ replSetGetStatus: 1 })) as { members: { state: number }[] }

        return states.every(({ state }) => state === PRIMARY || state === SECONDARY)
      })
    },
    async stepDown() {
      // The answer may be a broken connection: the one who steps down drops its clients.
      await admin.command({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 10 }).catch(() => undefined)
      await untilWritable()
    },
    async stop() {
      await client.close()
      await Promise.all(members.map(({ mongod }) => mongod.stop()))
      await rm(directory, { force: true, recursive: true })
    },
    uri,
  }
}

const PRIMARY = 1
const SECONDARY = 2

/** Elections after two seconds of silence, so that a test does not wait for ten. */
async function initiate(hosts: readonly string[]): Promise<void> {
  const client = new MongoClient(`mongodb://${hosts[0]}/?directConnection=true`, {
    serverSelectionTimeoutMS: 60 * SECOND,
  })

  try {
    await client.db('admin').command({
      replSetInitiate: {
        _id: REPLICA_SET,
        members: hosts.map((host, _id) => ({ _id, host })),
        settings: { electionTimeoutMillis: 2 * SECOND },
      },
    })
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
