import { describe, expect, it } from 'vitest'

import type { SchedulePlan } from '../../src/domain/arming.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import { withdrawalFor } from '../../src/domain/movedWithdrawal.ts'
import { findWindow, HORIZON_MS } from '../../src/domain/occurrenceWindow.ts'

const now = new Date('2026-11-22T13:00:00.000Z')
const aRepeat = (given: Partial<SchedulePlan> = {}): SchedulePlan => ({
  catchUp: 'publish',
  channelIds: ['c1', 'c2'],
  content: 'pinned',
  graceMinutes: 30,
  id: 's1',
  isSlotted: false,
  localTime: '2026-11-01T20:00:00',
  onQuiet: 'move',
  postId: 'p1',
  publishAt: new Date('2026-11-01T12:00:00.000Z'),
  recurrence: 'FREQ=DAILY',
  state: 'armed',
  timeZone: 'Asia/Shanghai',
  unpublishAt: null,
  ...given,
})
const find = (given: Partial<SchedulePlan> = {}, heldAt: Date[] = []) =>
  findWindow({ heldAt, now, schedule: aRepeat(given) })

describe('findWindow', () => {
  it('holds the one occurrence of what comes once, however far away', () => {
    const publishAt = new Date('2036-11-22T12:00:00.000Z')

    expect(find({ publishAt, recurrence: null })).toMatchObject({
      materialisedUntil: null,
      occurrences: [{ at: publishAt }],
    })
  })

  it('holds at least 35 days of a repeat, from now on', () => {
    const { materialisedUntil, occurrences } = find()

    expect(occurrences[0]?.at).toEqual(new Date('2026-11-23T12:00:00.000Z'))
    expect(occurrences).toHaveLength(36)
    expect((materialisedUntil?.getTime() ?? 0) - now.getTime()).toBeGreaterThanOrEqual(HORIZON_MS)
  })

  it('holds the next occurrence, even beyond the window', () => {
    expect(find({ recurrence: 'FREQ=YEARLY' }).occurrences.map(({ at }) => at)).toEqual([
      new Date('2027-11-01T12:00:00.000Z'),
    ])
  })

  it('holds what still waits to be sent, and nothing else of the past', () => {
    const waiting = new Date('2026-11-21T12:00:00.000Z')
    const { occurrences } = find({}, [waiting, new Date('2026-11-20T11:00:00.000Z')])

    expect(occurrences.slice(0, 2).map(({ at }) => at)).toEqual([waiting, new Date('2026-11-23T12:00:00.000Z')])
  })

  it('holds everything that still waits, however often the rule came meanwhile', () => {
    const waiting = ['2026-10-20T12:00:00.000Z', '2026-11-22T11:00:00.000Z'].map((at) => new Date(at))
    const start = { localTime: '2026-10-20T20:00:00', publishAt: waiting[0] as Date }

    expect(
      find({ ...start, recurrence: 'FREQ=HOURLY' }, waiting)
        .occurrences.slice(0, 2)
        .map(({ at }) => at),
    ).toEqual(waiting)
  })

  it('holds no more than one transaction writes, and says how far it came', () => {
    const { materialisedUntil, occurrences } = find({ recurrence: 'FREQ=MINUTELY;INTERVAL=2' })

    expect(occurrences).toHaveLength(250)
    expect(materialisedUntil).toEqual(occurrences.at(-1)?.at)
  })

  it('tells what stands behind that, where the rule still names it', () => {
    const [named, other] = [new Date('2026-12-22T12:00:00.000Z'), new Date('2026-12-22T12:01:00.000Z')]
    const { behind, occurrences } = find({ recurrence: 'FREQ=MINUTELY;INTERVAL=2' }, [named, other])

    expect(behind.map(({ at }) => at)).toEqual([named])
    expect(occurrences).toHaveLength(250)
  })

  it('holds what stands far ahead, once, and an earlier one that is new', () => {
    const [extra, far] = [new Date('2026-12-02T12:00:00.000Z'), new Date('2027-11-01T12:00:00.000Z')]
    const yearly = { recurrence: 'RRULE:FREQ=YEARLY' }
    const more = { recurrence: 'RRULE:FREQ=YEARLY\nRDATE:20261202T200000' }

    expect(find(yearly, [far]).occurrences.map(({ at }) => at)).toEqual([far])
    expect(find(more, [far]).occurrences.map(({ at }) => at)).toEqual([extra, far])
  })

  it('is empty when the rule has ended', () => {
    expect(find({ recurrence: 'FREQ=DAILY;COUNT=3' }).occurrences).toEqual([])
  })
})

describe('withdrawalFor', () => {
  it('lets each occurrence stand as long as the first', () => {
    const schedule = aRepeat({ unpublishAt: new Date('2026-11-01T14:00:00.000Z') })

    expect(withdrawalFor(schedule, now)).toEqual(new Date(now.getTime() + 2 * HOUR))
    expect(withdrawalFor(aRepeat(), new Date(now.getTime() + DAY))).toBeNull()
  })
})
