import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { provideEnv, readEnv } from '../config/env.ts'
import { localUrl } from '../config/localUrl.ts'
import { stopRequest } from '../config/stopRequest.ts'
import { tryPort } from '../database/freePort.ts'
import { dataDirectory } from '../database/openDatabase.ts'
import { claimOwnerFile } from '../database/ownerFile.ts'
import { SECOND } from '../domain/duration.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { bundleEntry } from './bundleEntry.mjs'
import { keepRunning, type KeptProcess } from './childProcess.ts'
import { ensureBuild } from './ensureBuild.ts'
import { openRuntime } from './openRuntime.ts'
import { createPhases } from './phases.ts'
import { prepareContent } from './prepareContent.ts'
import { runCommand } from './runCommand.ts'
import { tellWhereThingsAre } from './tellWhereThingsAre.ts'

/** The web process ends its requests in a few seconds; a worker lets its sends finish, 20 s at most. */
const WEB_STOP_MS = 6 * SECOND
const WORKER_STOP_MS = 30 * SECOND

/** `npm start`: database, build, demo, then a web process and workers under one parent. */
await runCommand('start', async () => {
  const print = (line: string): void => console.log(line)
  const phases = createPhases(print)
  const env = readEnv()
  const release = await claimFolder(dataDirectory(env))
  const closers: (() => Promise<void>)[] = [release]
  const children: { child: KeptProcess; stopMs: number }[] = []

  try {
    const port = await findPort(env)
    const { database } = await phases.run(
      'database',
      () => openRuntime(print, true),
      (runtime) => (runtime.database.isEmbedded ? `embedded, ${runtime.database.uri}` : 'as DATABASE_URI says'),
    )

    closers.unshift(database.stop)

    await phases.run(
      'build',
      () => ensureBuild({ report: print }),
      (hasBuilt) => (hasBuilt ? 'made' : 'up to date'),
    )

    const sandboxUrl = env.SANDBOX_URL ?? `${localUrl({ ...env, PORT: port })}/sandbox`

    // After the build: the demo's first posts are due a minute after it is made.
    provideEnv({ SANDBOX_URL: sandboxUrl })
    const content = await phases.run(
      'content',
      () => prepareContent({ env, report: print, uri: database.uri }),
      ({ isSeeded }) => (isSeeded ? 'demo loaded' : 'as it was'),
    )

    await phases.run('processes', async () => {
      const variables = {
        PORT: String(port),
        SANDBOX_URL: sandboxUrl,
      }
      const [web, worker] = await Promise.all([bundleEntry('src/server/main.ts'), bundleEntry('src/cli/worker.ts')])
      const common = { mode: 'production', report: print, variables } as const

      children.push({ child: keepRunning({ ...common, file: web, name: 'web' }), stopMs: WEB_STOP_MS })

      for (let index = 0; index < env.DRUMBEAT_WORKERS; index += 1) {
        children.push({ child: keepRunning({ ...common, file: worker, name: 'worker' }), stopMs: WORKER_STOP_MS })
      }

      await Promise.all(children.map(({ child }) => child.ready))
    })

    tellWhereThingsAre({ accounts: content.accounts, env, port, print, seconds: phases.totalSeconds() })
    await stopRequest({ limitMs: WORKER_STOP_MS + 4 * SECOND })
    print('Stopping.')
  } finally {
    await Promise.all(children.map(({ child, stopMs }) => child.stop(stopMs)))

    for (const close of closers) {
      await close()
    }
  }

  return 0
})

/** Ends the start before anything else happens when the port is another program's. */
async function findPort({ HOST, PORT }: { HOST: string; PORT: number }): Promise<number> {
  const port = await tryPort(PORT, HOST)

  if (port === null) {
    throw new ConfigurationError(`Port ${PORT} of ${HOST} is taken: stop what uses it, or set PORT to another one.`)
  }

  return port
}

async function claimFolder(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true })

  const claim = await claimOwnerFile(path.join(directory, 'start.json'), {})

  if (!claim.isOurs) {
    throw new ConfigurationError(
      `Drumbeat already runs in this folder (process ${claim.holder.pid}). For a second one set DRUMBEAT_DATA_DIR and PORT.`,
    )
  }

  return () => claim.release()
}
