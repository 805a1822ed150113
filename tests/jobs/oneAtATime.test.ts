import { describe, expect, it } from 'vitest'

import { oneAtATime } from '../../jobs/oneAtATime.ts'
import { untilAborted } from '../../jobs/sending/untilAborted.ts'

describe('oneAtATime', () => {
  it('shares a run among those who ask during it, and runs anew after it', async () => {
    const ends: (() => void)[] = []
    const run = oneAtATime(() => new Promise<void>((resolve) => void ends.push(resolve)))
    const asked = [run(), run()]

    expect(ends).toHaveLength(1)
    ends[0]?.()
    await Promise.all(asked)
    const again = run()

    expect(ends).toHaveLength(2)
    ends[1]?.()
    await again
  })

  it('tells a failure to all who share it, and runs anew', async () => {
    let runs = 0
    const run = oneAtATime(() => {
      runs += 1

      return runs === 1 ? Promise.reject(new Error('gone')) : Promise.resolve()
    })

    await Promise.all([expect(run()).rejects.toThrow('gone'), expect(run()).rejects.toThrow('gone')])
    await run()
    expect(runs).toBe(2)
  })

  it('gives up a run that never ends, and runs anew', async () => {
    const control = new AbortController()
    let runs = 0
    const run = oneAtATime(
      () => {
        runs += 1

        return runs === 1 ? new Promise<void>(() => undefined) : Promise.resolve()
      },
      (running) => untilAborted(running, control.signal),
    )
    const lost = run()

    control.abort(new Error('no end'))
    await expect(lost).rejects.toThrow('no end')
    // The first is over, though the signal that ended it would end a second at once.
    await expect(run()).rejects.toThrow('no end')
    expect(runs).toBe(2)
  })
})
