import { SECOND } from '../domain/duration.ts'
import type { Lifeline } from './lifeline.ts'

const LIMIT_MS = 8 * SECOND

/**
 * Ends the process cleanly on SIGINT, SIGTERM, and when the parent that started it is gone.
 *
 * What does not finish within 8 s is cut off: whoever stops us waits 10 s.
 */
export function stopOnRequest({ close, lifeline }: { close: () => Promise<unknown>; lifeline?: Lifeline }): void {
  let isStopping = false

  const stop = (): void => {
    if (isStopping) {
      return
    }

    isStopping = true
    setTimeout(() => process.exit(1), LIMIT_MS).unref()
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }

  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  lifeline?.onParentGone(stop)
}
