import { describe, expect, it } from 'vitest'

import { shareFresh } from '../../jobs/holding/shareFresh.ts'
import { untilAborted } from '../../jobs/sending/untilAborted.ts'

/** Reads that end when they are told to. */
function aSource() {
  const ends: ((value: string) => void)[] = []
  const fails: ((error: Error) => void)[] = []

  return {
    ask: shareFresh(
      () =>
        new Promise<string>((resolve, reject) => {
          ends.push(resolve)
          fails.push(reject)
        }),
    ),
    end: (index: number, value: string) => ends[index]?.(value),
    fail: (index: number) => fails[index]?.(new Error('gone')),
    get reads() {
      return ends.length
    },
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('shareFresh', () => {
  it('answers who asks during a read by a later one, which they share', async () => {
    const source = aSource()
    const first = source.ask()
    const later = [source.ask(), source.ask()]

    source.end(0, 'before')
    expect(await first).toBe('before')
    await turn()
    expect(source.reads).toBe(2)
    source.end(1, 'after')
    expect(await Promise.all(later)).toEqual(['after', 'after'])
  })

  it('reads anew for who asks after a read', async () => {
    const source = aSource()
    const first = source.ask()

    source.end(0, 'one')
    await first
    await turn()
    const second = source.ask()

    source.end(1, 'two')
    expect(await second).toBe('two')
  })

  it('gives up a read that never ends, and answers those who waited for it by another', async () => {
    const control = new AbortController()
    let reads = 0
    const ask = shareFresh(
      () => {
        reads += 1

        return reads === 1 ? new Promise<string>(() => undefined) : Promise.resolve('well')
      },
      (reading) => untilAborted(reading, control.signal),
    )
    const first = ask()
    const second = ask()

    control.abort(new Error('no answer'))
    await expect(first).rejects.toThrow('no answer')
    await second.catch(() => undefined)
    expect(reads).toBe(2)
  })

  it('tells a failure to those who shared the read, and to nobody else', async () => {
    const source = aSource()
    const first = source.ask()
    const second = source.ask()

    source.fail(0)
    await expect(first).rejects.toThrow('gone')
    await turn()
    source.end(1, 'well')
    expect(await second).toBe('well')
  })
})
