import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { followEntries } from '../../src/admin/calendar/followEntries.ts'
import { SECOND } from '../../src/domain/duration.ts'

/** What the server says to each question: entries with a new ETag, 304, or an error. */
type Answer = 'fails' | 'same' | 'schedule'

describe('followEntries', () => {
  let answers: Answer[]
  let asked: string[]
  let stop: AbortController
  let isHeld: boolean
  /** What happens while a question is on its way. */
  let meanwhile: () => void
  const onAnswer = vi.fn()
  const onFailure = vi.fn()

  beforeEach(() => {
    vi.useFakeTimers()
    vi.clearAllMocks()
    answers = []
    asked = []
    isHeld = false
    meanwhile = () => undefined
    stop = new AbortController()
    vi.stubGlobal('fetch', (_url: string, { headers }: { headers: Record<string, string> }) => {
      const answer = answers.shift() ?? 'same'

      asked.push(headers['if-none-match'] ?? '')
      meanwhile()

      return Promise.resolve(
        answer === 'schedule'
          ? Response.json({ entries: [] }, { headers: { etag: `"${asked.length}"` } })
          : new Response(null, { status: answer === 'same' ? 304 : 502 }),
      )
    })
  })

  afterEach(async () => {
    stop.abort()
    await vi.runAllTimersAsync()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const follow = () =>
    void followEntries({
      isHeld: () => isHeld,
      isSeen: () => true,
      onAnswer,
      onFailure,
      onSleep: () => undefined,
      signal: stop.signal,
      url: '/api/schedules/calendar',
    })

  it('leaves an answer that comes into a drag, and asks for it again afterwards', async () => {
    answers = ['schedule', 'schedule']
    follow()
    await vi.advanceTimersByTimeAsync(0)
    expect(onAnswer).toHaveBeenCalledTimes(1)

    meanwhile = () => {
      isHeld = true
    }
    await vi.advanceTimersByTimeAsync(4 * SECOND)
    expect(onAnswer).toHaveBeenCalledTimes(1)
    expect(asked).toEqual(['', '"1"'])

    isHeld = false
    meanwhile = () => undefined
    answers = ['schedule']
    await vi.advanceTimersByTimeAsync(SECOND)
    expect(onAnswer).toHaveBeenCalledTimes(2)
    // Asked as if the answer in between had never come.
    expect(asked).toEqual(['', '"1"', '"1"'])
  })

  it('tells that it is answered again after a failure, though nothing has changed', async () => {
    answers = ['schedule', 'fails', 'same']
    follow()
    await vi.advanceTimersByTimeAsync(SECOND)
    expect(onFailure).toHaveBeenCalledTimes(1)

    await vi.advanceTimersByTimeAsync(3 * SECOND)
    expect(onAnswer).toHaveBeenLastCalledWith(null)
  })
})
