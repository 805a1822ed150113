import { inTime } from '../inTime.ts'

/**
 * Shares a read among those who ask at one time, and never gives an answer that began to be read before the question.
 *
 * Whoever asks while a read is under way waits for the next one, together with all others who do. So a read must end, even one
 * whose answer was lost with its server: with one that does not, nobody would be answered ever again.
 */
export function shareFresh<Fact>(
  read: () => Promise<Fact>,
  limit: (reading: Promise<Fact>) => Promise<Fact> = inTime,
): () => Promise<Fact> {
  let running: Promise<unknown> | null = null
  let next: Promise<Fact> | null = null

  const begin = (): Promise<Fact> => {
    const reading = limit(read())
    const ended = reading.then(
      () => undefined,
      () => undefined,
    )

    running = ended
    void ended.then(() => {
      if (running === ended) {
        running = null
      }
    })

    return reading
  }

  return () => {
    if (running === null) {
      return begin()
    }

    next ??= running.then(() => {
      next = null

      return begin()
    })

    return next
  }
}
