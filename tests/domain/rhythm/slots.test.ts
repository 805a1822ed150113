import { describe, expect, it } from 'vitest'

import type { Slot } from '../../../src/domain/rhythm/channelRhythm.ts'
import { holdsSlot, listSlots, slotId } from '../../../src/domain/rhythm/slots.ts'

const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'] as const
const every = (...times: string[]): Slot[] => times.map((time) => ({ time, weekdays: [] }))
const list = (timeZone: string, slots: Slot[], after: string, days: number) =>
  listSlots({ after: new Date(after), channel: { slots, timeZone }, days }).map(
    ({ at, localTime }) => `${localTime} = ${at.toISOString().slice(0, 16)}Z`,
  )

describe('listSlots', () => {
  it('lists “工作日 12:10 与 20:30” over a weekend', () => {
    const slots = ['20:30', '12:10'].map((time) => ({ time, weekdays: WORKDAYS }))

    expect(list('Asia/Shanghai', slots, '2026-11-27T05:00:00Z', 4)).toEqual([
      '2026-11-27T20:30 = 2026-11-27T12:30Z',
      '2026-11-30T12:10 = 2026-11-30T04:10Z',
      '2026-11-30T20:30 = 2026-11-30T12:30Z',
    ])
  })

  it('keeps to the wall clock through a change', () => {
    expect(list('Europe/Berlin', every('09:00'), '2026-10-24T00:00:00Z', 2)).toEqual([
      '2026-10-24T09:00 = 2026-10-24T07:00Z',
      '2026-10-25T09:00 = 2026-10-25T08:00Z',
    ])
  })

  it('comes after the gap that skips it, once', () => {
    expect(list('Europe/Berlin', every('02:30', '03:30'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T02:30 = 2026-03-29T01:30Z',
    ])
  })

  it('comes once in a night that has it twice', () => {
    expect(list('America/New_York', every('01:30'), '2026-10-31T12:00:00Z', 3)).toEqual([
      '2026-11-01T01:30 = 2026-11-01T05:30Z',
      '2026-11-02T01:30 = 2026-11-02T06:30Z',
    ])
  })

  it('leaves out what has come', () => {
    expect(list('Asia/Shanghai', every('12:10'), '2026-11-22T04:10:00Z', 1)).toEqual([])
  })
})

describe('holdsSlot', () => {
  it.each([
    ['2026-10-24T09:00', '2026-10-24T07:00:00.000Z', true],
    ['2026-10-25T09:00', '2026-10-25T08:00:00.000Z', true],
    ['2026-10-25T09:00', '2026-10-25T07:00:00.000Z', false],
  ])('compares %s with %s on the clock of its zone', (localTime, at, expected) => {
    expect(holdsSlot({ at: new Date(at), slot: slotId('channel', localTime), timeZone: 'Europe/Berlin' })).toBe(
      expected,
    )
  })
})
