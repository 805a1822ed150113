import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { readPoll, refresh, subscribe } from '../../src/admin/requests/polls.ts'

const URL = '/api/things'

describe('a poll', () => {
  let answers: ((data: unknown) => void)[]
  let stop: () => void

  beforeEach(() => {
    answers = []
    vi.stubGlobal('document', { hidden: false })
    vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push((data) => resolve(Response.json(data)))))
  })

  afterEach(() => {
    stop()
    vi.unstubAllGlobals()
  })

  it('keeps the answer to the later question when that to an earlier one comes behind it', async () => {
    let told = 0

    stop = subscribe(URL, 60_000, () => (told += 1))
    const act = refresh(URL)

    expect(answers).toHaveLength(2)
    answers[1]?.({ state: 'cancelled' })
    await act
    answers[0]?.({ state: 'armed' })
    // The first question ends by being asked anew later: nothing else tells that its answer is in.
    await vi.waitFor(() => expect(told).toBe(1))
    await refreshed()

    expect(readPoll(URL).data).toEqual({ state: 'cancelled' })
    expect(told).toBe(1)
  })

  it('shows each answer that is newer', async () => {
    stop = subscribe(URL, 60_000, () => undefined)
    answers[0]?.({ count: 1 })
    await vi.waitFor(() => expect(readPoll(URL).data).toEqual({ count: 1 }))
    const act = refresh(URL)

    answers[1]?.({ count: 2 })
    await act
    expect(readPoll(URL).data).toEqual({ count: 2 })
  })

  /** Lets everything that is ready run, the reading of bodies too. */
  const refreshed = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
})
