import { describe, expect, it } from 'vitest'

import { sayAlarm } from '../../src/domain/alarmTexts.ts'
import { type AlarmName, type AlarmRecord, decideAlarm, NEVER_RAISED } from '../../src/domain/alarms.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'

const start = Date.parse('2026-11-22T12:00:00Z')

/** Plays looks at instants (seconds from the start) and gives the events with their seconds. */
function play(name: AlarmName, looks: [seconds: number, isBad: boolean][]): [number, string][] {
  let record: AlarmRecord = NEVER_RAISED

  return looks.flatMap(([seconds, isBad]): [number, string][] => {
    const decision = decideAlarm({ isBad, name, now: new Date(start + seconds * SECOND), record })

    record = decision.record

    return decision.event === 'none' ? [] : [[seconds, decision.event]]
  })
}

describe('decideAlarm', () => {
  it('raises once however long it lasts, and clears once it has been quiet', () => {
    const looks = Array.from({ length: 200 }, (_, index): [number, boolean] => [index * 5, index < 100])

    expect(play('late', looks)).toEqual([
      [0, 'raised'],
      [525, 'cleared'],
    ])
  })

  it('tells what comes and goes at most every ten minutes', () => {
    const looks = Array.from({ length: 360 }, (_, index): [number, boolean] => [index * 5, index % 12 === 0])

    expect(play('late', looks).filter(([, event]) => event === 'raised')).toEqual([
      [0, 'raised'],
      [600, 'raised'],
      [1_200, 'raised'],
    ])
  })

  it('gives a worker time to start', () => {
    expect(
      play('no-worker', [
        [0, true],
        [10, true],
        [12, false],
        [20, true],
        [30, true],
        [36, true],
      ]),
    ).toEqual([[36, 'raised']])
  })

  it('keeps an alarm raised through a short calm', () => {
    expect(
      play('clock', [
        [0, true],
        [10, false],
        [20, true],
        [45, false],
        [(5 * MINUTE) / SECOND, false],
      ]),
    ).toEqual([
      [0, 'raised'],
      [300, 'cleared'],
    ])
  })
})

describe('sayAlarm', () => {
  it('says it in both languages', () => {
    const late = { event: 'raised', name: 'late', values: { seconds: 12 } } as const

    expect(sayAlarm({ ...late, language: 'zh' })).toContain('已到期 12 秒')
    expect(sayAlarm({ ...late, language: 'en' })).toContain('due for 12 s')
  })
})
