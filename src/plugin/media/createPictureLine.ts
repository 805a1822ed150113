import { untilAborted } from '../../../jobs/sending/untilAborted.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { ChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'

/** A picture of 50 megapixels needs 200 MB while it is made. */
const AT_ONCE = 2
/** So many are made within less time than a send may take. */
const LONGEST = 200
/** Publications that wait are held by this worker, which must have room for those of other channels. */
const MOST_WAITING = 4_000
const AGAIN_MS = 10 * SECOND
/** Whoever hangs for so long has lost its place to the next. */
const LOST_MS = 2 * MINUTE

export interface PictureLineArgs {
  lostMs?: number
  make: (path: string) => Promise<void>
}

/**
 * Makes pictures for those who can wait, few at a time and each once for all who want it.
 *
 * A picture for which nobody waits any more is left out. Where the line is too long the publication goes back, with a `ChannelError` of
 * class `retry` that counts no attempt.
 */
export function createPictureLine({ lostMs = LOST_MS, make }: PictureLineArgs) {
  const places = new Map<string, Place>()
  const next: (() => void)[] = []
  let running = 0
  let waiting = 0

  const turn = async (): Promise<void> => {
    if (running < AT_ONCE) {
      running += 1
    } else {
      // Who leaves hands its place over.
      await new Promise<void>((resolve) => next.push(resolve))
    }
  }

  const leave = (): void => {
    const first = next.shift()

    if (first === undefined) {
      running -= 1
    } else {
      first()
    }
  }

  const makeInTurn = async (path: string, place: Place): Promise<void> => {
    await turn()

    try {
      if (place.waiting > 0) {
        await untilAborted(make(path), AbortSignal.timeout(lostMs))
      }
    } finally {
      places.delete(path)
      leave()
    }
  }

  const enter = (path: string): Place => {
    if (places.size >= LONGEST) {
      throw tooLong()
    }

    const place: Place = { done: Promise.resolve(), waiting: 0 }

    places.set(path, place)
    place.done = makeInTurn(path, place)

    return place
  }

  const waitFor = async (path: string, signal: AbortSignal): Promise<void> => {
    const place = places.get(path) ?? enter(path)

    place.waiting += 1

    try {
      await untilAborted(place.done, signal)
    } finally {
      place.waiting -= 1
    }
  }

  return async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    if (waiting >= MOST_WAITING) {
      throw tooLong()
    }

    waiting += 1

    try {
      for (const path of paths) {
        signal.throwIfAborted()
        await waitFor(path, signal)
      }
    } finally {
      waiting -= 1
    }
  }
}

interface Place {
  done: Promise<void>
  waiting: number
}

const tooLong = (): ChannelError =>
  new ChannelError({
    channelCode: 'PICTURES_IN_LINE',
    errorClass: 'retry',
    message: reason('PICTURES_IN_LINE').message,
    retryAfterMs: AGAIN_MS,
  })
