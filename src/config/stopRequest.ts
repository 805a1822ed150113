import { SECOND } from '../domain/duration.ts'
import type { Lifeline } from './lifeline.ts'

export interface StopRequestArgs {
  lifeline?: Lifeline
  /** What has not finished so long after the request is cut off. */
  limitMs?: number
}

/**
 * Resolves when this process is asked to end: by SIGINT, SIGTERM, or because the parent that started it is gone.
 *
 * Whatever the caller then closes has `limitMs` (8 s) before the process ends anyway with code 1.
 */
export const stopRequest = ({ lifeline, limitMs = 8 * SECOND }: StopRequestArgs = {}): Promise<void> =>
  new Promise((resolve) => {
    const keepAlive = setInterval(() => undefined, 3_600 * SECOND)
    const stop = (): void => {
      clearInterval(keepAlive)
      setTimeout(() => process.exit(1), limitMs).unref()
      resolve()
    }

    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    lifeline?.onParentGone(stop)
  })
