import type { CalendarEntries } from '../../domain/calendar/entry.ts'
import { SECOND } from '../../domain/duration.ts'

export interface FollowArgs {
  /** While true nothing is asked, and an answer that comes in is left. */
  isHeld: () => boolean
  isSeen: () => boolean
  /** Null when nothing has changed. */
  onAnswer: (entries: CalendarEntries | null) => void
  onFailure: () => void
  onSleep: (wakeUp: () => void) => void
  signal: AbortSignal
  url: string
}

/** Another editor's move is seen within this and a moment. */
const POLL_MS = SECOND
const SLOWEST_MS = 5 * SECOND
const RETRY_MS = 3 * SECOND

/**
 * Asks for the entries of a question again and again, until it is stopped.
 *
 * Asks with the last answer's ETag: as long as nothing changes, the server answers 304 without a query. An answer that
 * took long is asked for less often, so that a burst of publishing does not keep the server busy with viewers.
 */
export async function followEntries({
  isHeld,
  isSeen,
  onAnswer,
  onFailure,
  onSleep,
  signal,
  url,
}: FollowArgs): Promise<void> {
  let etag = ''
  let wait = 0

  for (;;) {
    const isWoken = await sleep(wait, { onSleep, signal })

    if (signal.aborted) {
      return
    }

    if (isHeld() || !(isSeen() || isWoken)) {
      wait = POLL_MS
      continue
    }

    const askedAt = performance.now()

    try {
      const response = await fetch(url, { credentials: 'include', headers: { 'if-none-match': etag }, signal })

      if (response.status === 200) {
        const entries = (await response.json()) as CalendarEntries

        // Put under an entry that is being dragged, the grid would keep what it was beside what it is.
        if (!isHeld()) {
          etag = response.headers.get('etag') ?? ''
          onAnswer(entries)
        }
      } else if (response.status === 304) {
        onAnswer(null)
      } else {
        throw new Error(`HTTP ${response.status}`)
      }

      wait = Math.min(SLOWEST_MS, Math.max(POLL_MS, 4 * (performance.now() - askedAt)))
    } catch {
      if (!signal.aborted) {
        onFailure()
        wait = RETRY_MS
      }
    }
  }
}

/** Resolves after the time, or at once when woken; true when woken. */
function sleep(ms: number, { onSleep, signal }: Pick<FollowArgs, 'onSleep' | 'signal'>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    const wakeUp = (isWoken: boolean) => {
      clearTimeout(timer)
      resolve(isWoken)
    }

    signal.addEventListener('abort', () => wakeUp(false), { once: true })
    onSleep(() => wakeUp(true))
  })
}
