import { watch } from 'node:fs'
import path from 'node:path'

import { readEnv } from '../config/env.ts'
import { localUrl } from '../config/localUrl.ts'
import { projectRoot } from '../config/projectRoot.ts'
import { stopRequest } from '../config/stopRequest.ts'
import { SECOND } from '../domain/duration.ts'
import { bundleEntry } from './bundleEntry.mjs'
import { keepRunning, type KeptProcess } from './childProcess.ts'
import { openRuntime } from './openRuntime.ts'
import { prepareContent } from './prepareContent.ts'
import { runCommand } from './runCommand.ts'
import { tellWhereThingsAre } from './tellWhereThingsAre.ts'

const WATCHED = ['collections', 'hooks', 'jobs', 'media', 'src']
/** Next reloads these by itself. */
const RELOADED_BY_NEXT = /^src\/(admin|app)\/|payload-types|importMap|schema\.graphql/
const PAUSE_MS = SECOND / 4

/** `npm run dev`: Next compiles on demand; a changed source restarts the processes that run it. */
await runCommand('dev', async () => {
  const print = (line: string): void => console.log(line)
  const env = readEnv()
  const startedAt = performance.now()
  const { database } = await openRuntime(print, true)
  const { accounts } = await prepareContent({ env, report: print, uri: database.uri })
  const variables = { SANDBOX_URL: env.SANDBOX_URL ?? `${localUrl(env)}/sandbox` }
  let children: KeptProcess[] = []

  const start = async (): Promise<void> => {
    const [web, worker] = await Promise.all([bundleEntry('src/server/main.ts'), bundleEntry('src/cli/worker.ts')])
    const common = { mode: 'development', report: print, variables } as const
    const workers = Array.from({ length: env.DRUMBEAT_WORKERS }, () =>
      keepRunning({ ...common, file: worker, name: 'worker' }),
    )

    children = [keepRunning({ ...common, file: web, name: 'web' }), ...workers]
    await Promise.all(children.map(({ ready }) => ready))
  }
  const stop = (): Promise<unknown> => Promise.all(children.map((child) => child.stop(6 * SECOND)))

  let turn = start()

  await turn
  tellWhereThingsAre({
    accounts,
    env,
    port: env.PORT,
    print,
    seconds: ((performance.now() - startedAt) / SECOND).toFixed(1),
  })

  onChange(() => {
    turn = turn
      .then(async () => {
        print('Sources changed; restarting.')
        await stop()
        await start()
      })
      .catch((error: unknown) => print(error instanceof Error ? error.message : String(error)))
  })

  await stopRequest()
  await turn
  await stop()
  await database.stop()

  return 0
})

function onChange(act: () => void): void {
  let timer: NodeJS.Timeout | undefined

  for (const folder of WATCHED) {
    watch(path.join(projectRoot, folder), { recursive: true }, (_event, name) => {
      if (name !== null && !RELOADED_BY_NEXT.test(`${folder}/${name}`)) {
        clearTimeout(timer)
        timer = setTimeout(act, PAUSE_MS)
      }
    })
  }
}
