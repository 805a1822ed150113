import { spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { once } from 'node:events'

import { findFreePort } from './mongod.ts'

export interface AdminServer {
  origin: string
  stop(): Promise<void>
}

const NEXT = 'node_modules/next/dist/bin/next'
const START_LIMIT_MS = 60_000

/** Serves the production build of the admin on a free port, on a database of its own; builds it where there is none. */
export async function startAdminServer(databaseUri: string): Promise<AdminServer> {
  const port = await findFreePort()
  const env = {
    ...process.env,
    DATABASE_URI: databaseUri,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production' as const,
    PAYLOAD_SECRET: 'a-secret-for-tests-only',
  }

  if (!(await isThere('.next/BUILD_ID'))) {
    const [code] = (await once(spawn(process.execPath, [NEXT, 'build'], { env, stdio: 'inherit' }), 'exit')) as [number]

    if (code !== 0) {
      throw new Error('next build failed')
    }
  }

  const child = spawn(process.execPath, [NEXT, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    env,
    stdio: 'ignore',
  })
  const origin = `http://127.0.0.1:${port}`

  await untilItAnswers(`${origin}/api/users/init`)

  return {
    origin,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function untilItAnswers(url: string): Promise<void> {
  const end = Date.now() + START_LIMIT_MS

  while (Date.now() < end) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )

    if (isUp) {
      return
    }

    await new Promise((resolve) => setTimeout(resolve, 200))
  }

  throw new Error(`${url} did not answer within ${START_LIMIT_MS} ms`)
}
