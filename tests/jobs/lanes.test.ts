import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'

import type { Claim } from '../../jobs/ledger/rows.ts'
import { createLanes } from '../../jobs/sending/createLanes.ts'
import { freeSlots, insertByDueAt, type Lane, takeDue, roomToMark } from '../../jobs/sending/lanes.ts'
import { SENDING_LIMITS, WAITING_PER_SLOT } from '../../jobs/sending/limits.ts'
import { aPublication } from '../support/aPublication.ts'

const claim = (dueMs: number): Claim => ({
  leaseMs: 0,
  row: aPublication({ dueAt: new Date(dueMs) }),
  since: { steadyMs: 0, wallMs: 0 },
})
const dueTimes = (claims: readonly Claim[]) => claims.map(({ row }) => row.dueAt.getTime())

describe('a lane', () => {
  it('keeps its rows in the order of their times, whatever order they come in', () => {
    const waiting: Claim[] = []

    ;[30, 10, 20, 10].forEach((dueMs) => insertByDueAt(waiting, claim(dueMs)))

    expect(dueTimes(waiting)).toEqual([10, 10, 20, 30])
  })

  it('keeps what was moved to one time in the order in which it was planned', () => {
    const waiting: Claim[] = []
    const planned = (minute: number): Claim => {
      const moved = claim(100)

      return { ...moved, row: { ...moved.row, occurrenceAt: new Date(minute) } }
    }

    ;[3, 1, 2].forEach((minute) => insertByDueAt(waiting, planned(minute)))

    expect(waiting.map(({ row }) => row.occurrenceAt.getTime())).toEqual([1, 2, 3])
  })

  it('keeps what rested until one time in the order in which it was due', () => {
    const waiting: Claim[] = []
    const rested = (dueMs: number, occurrenceMs: number): Claim => {
      const { row, ...others } = claim(100)
      const wait = { since: new Date(dueMs), until: row.dueAt }

      return { ...others, row: { ...row, occurrenceAt: new Date(occurrenceMs), wait } }
    }

    // The last of them was planned first, and then moved behind the others.
    ;[rested(3, 0), rested(1, 1), rested(2, 2)].forEach((one) => insertByDueAt(waiting, one))

    expect(waiting.map(({ row }) => row.wait?.since.getTime())).toEqual([1, 2, 3])
  })

  it('gives from the front what is due, and no more than asked', () => {
    const waiting = [claim(10), claim(20), claim(30)]

    expect(dueTimes(takeDue(waiting, { beforeMs: 25, limit: 5 }))).toEqual([10, 20])
    expect(takeDue(waiting, { beforeMs: 25, limit: 5 })).toEqual([])
    expect(dueTimes(takeDue(waiting, { beforeMs: 99, limit: 0 }))).toEqual([])
  })

  it('marks at most as many again as it can send at one time', () => {
    const { channel } = aPublication()
    const lane: Lane = { channel, marking: 3, ready: [claim(1)], sending: 4, slots: 8, waiting: [] }

    expect(freeSlots(lane)).toBe(8)
    expect(freeSlots({ ...lane, slots: 2 })).toBe(0)
  })

  it('marks none ahead of a free place where sends take long', () => {
    const { channel } = aPublication()
    const lane: Lane = { channel, isSlow: true, marking: 1, ready: [], sending: 4, slots: 8, waiting: [claim(1)] }

    expect(roomToMark(lane)).toBe(3)
    expect(roomToMark({ ...lane, room: 2 })).toBe(1)
    expect(roomToMark({ ...lane, room: 0 })).toBe(0)
  })

  it('marks one after the other where one is sent at a time', () => {
    const { channel } = aPublication()
    const lane: Lane = { channel, marking: 0, ready: [], sending: 1, slots: 1, waiting: [claim(1), claim(2)] }

    expect(roomToMark(lane)).toBe(1)
    expect(roomToMark({ ...lane, marking: 1, sending: 0 })).toBe(0)
  })
})

describe('the lanes of a worker', () => {
  const enough = WAITING_PER_SLOT * SENDING_LIMITS.channelConcurrency

  it('call a channel full when rows for many rounds wait', () => {
    const lanes = createLanes(SENDING_LIMITS)
    const { channel } = aPublication()

    lanes.put(rowsOf(channel, enough - 1), () => 32)
    expect(lanes.full()).toEqual([])
    lanes.put(rowsOf(channel, 1), () => 32)
    expect(lanes.full()).toEqual([channel])
    expect(lanes.isAnyHungry([channel])).toBe(false)
  })

  it('leave half of what may be held to those that come late, however many channels wait', () => {
    const lanes = createLanes(SENDING_LIMITS)
    const channels = Array.from({ length: 40 }, () => new ObjectId())
    const each = SENDING_LIMITS.heldRows / 2 / channels.length

    channels.forEach((channel) => lanes.put(rowsOf(channel, each), () => 32))
    expect(each).toBeLessThan(enough)
    expect(lanes.full()).toEqual(channels)
  })
})

const rowsOf = (channel: ObjectId, count: number): Claim[] =>
  Array.from({ length: count }, () => ({
    leaseMs: 0,
    row: aPublication({ channel }),
    since: { steadyMs: 0, wallMs: 0 },
  }))
