import { openLifeline } from '../config/lifeline.ts'
import { stopRequest } from '../config/stopRequest.ts'
import { hasTransactions } from '../database/hasTransactions.ts'
import { SECOND } from '../domain/duration.ts'
import { startDrumbeatWorker } from '../plugin/worker.ts'
import type { OpenedContent } from './openedContent.ts'
import { readVersion } from './readVersion.ts'

/** Runs a worker until it is asked to stop; it then finishes what it sends and leaves no lease. */
export async function workerCommand({ close, env, payload }: OpenedContent): Promise<number> {
  const lifeline = openLifeline(env.DRUMBEAT_LIFELINE)
  const worker = await startDrumbeatWorker(payload, { version: await readVersion() })

  payload.logger.info(`worker is ready, transactions are ${hasTransactions(payload) ? 'on' : 'off'}`)
  lifeline.tellReady({})

  await stopRequest({ lifeline, limitMs: 30 * SECOND })
  await worker.stop()
  await close()

  return 0
}
