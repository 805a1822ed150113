import { describe, expect, it } from 'vitest'

import { HOUR } from '../../../src/domain/duration.ts'
import { findNamed } from '../../../src/domain/recurrence/findNamed.ts'

const start = new Date('2026-11-22T12:00:00.000Z')
const find = (recurrence: string, instants: Date[]) =>
  findNamed({
    instants,
    timing: { localTime: '2026-11-22T20:00:00', publishAt: start, recurrence, timeZone: 'Asia/Shanghai' },
  }).map(({ at }) => at)
const after = (hours: number) => new Date(start.getTime() + hours * HOUR)

describe('findNamed', () => {
  it('finds the instants that a rule names, in order and each once', () => {
    expect(find('FREQ=HOURLY', [after(700), after(2), start, after(2), after(1.5), after(-1)])).toEqual([
      start,
      after(2),
      after(700),
    ])
  })

  it('finds none of nothing, and none after the end', () => {
    expect(find('FREQ=HOURLY', [])).toEqual([])
    expect(find('FREQ=HOURLY;COUNT=2', [after(2), after(200)])).toEqual([])
  })
})
