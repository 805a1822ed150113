import { openLifeline } from '../config/lifeline.ts'
import { stopRequest } from '../config/stopRequest.ts'
import { hasTransactions } from '../database/hasTransactions.ts'
import { SECOND } from '../domain/duration.ts'
import { startDrumbeatWorker } from '../plugin/worker.ts'
import { openPayload } from './openRuntime.ts'
import { readVersion } from './readVersion.ts'
import { runCommand } from './runCommand.ts'

/** `npm run worker`: one more worker process; joins the database of this folder, or runs it when nobody does. */
await runCommand('worker', async () => {
  const { close, env, payload } = await openPayload((line) => console.log(line), true)
  const lifeline = openLifeline(env.DRUMBEAT_LIFELINE)
  const worker = await startDrumbeatWorker(payload, { version: await readVersion() })

  payload.logger.info(`worker is ready, transactions are ${hasTransactions(payload) ? 'on' : 'off'}`)
  lifeline.tellReady({})

  await stopRequest({ lifeline, limitMs: 30 * SECOND })
  await worker.stop()
  await close()

  return 0
})
