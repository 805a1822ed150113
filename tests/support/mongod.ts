import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { MongoClient } from 'mongodb'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string
  }
}

/** A port that nobody uses now. */
export async function findFreePort(): Promise<number> {
  const server = createServer()

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  await new Promise((resolve) => server.close(resolve))

  if (address === null || typeof address === 'string') {
    throw new Error('no free port')
  }

  return address.port
}

/** Starts one real mongod as a one-node replica set for all tests of a project; each file takes its own database. */
export default async function startMongod(project: TestProject): Promise<() => Promise<void>> {
  const binary = process.env['MONGOD_BINARY'] ?? 'mongod'
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-test-'))
  const port = await findFreePort()
  const child = spawn(
    binary,
    ['--dbpath', directory, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'drumbeat', '--quiet'],
    { stdio: 'ignore' },
  )
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`)

  await client.connect()
  await client
    .db('admin')
    .command({ replSetInitiate: { _id: 'drumbeat', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } })
  await client.close()
  project.provide('mongoUri', `mongodb://127.0.0.1:${port}`)

  return async () => {
    const exited = new Promise((resolve) => child.once('exit', resolve))

    child.kill('SIGTERM')
    await exited
    await rm(directory, { force: true, recursive: true })
  }
}
