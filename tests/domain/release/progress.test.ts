import { describe, expect, it } from 'vitest'

import { DAY, HOUR, SECOND } from '../../../src/domain/duration.ts'
import {
  readCleared,
  readPublishProgress,
  readWithdrawProgress,
  type ReleaseRow,
  rowsOfRun,
} from '../../../src/domain/release/progress.ts'
import { planReturn, planUndo, readUndoProgress } from '../../../src/domain/release/undo.ts'

const first = new Date('2026-12-12T12:00:00Z')
const later = new Date(first.getTime() + HOUR)
const row = (given: Partial<ReleaseRow> = {}): ReleaseRow => ({
  channel: 'a',
  error: null,
  id: 'r',
  isGivenUp: false,
  occurrenceAt: first,
  startedAt: null,
  state: 'armed',
  unpublishAt: null,
  updatedAt: first,
  ...given,
})
const error = (code: string) => ({ class: 'gate' as const, code, message: code })
const called = (code: string, given: Partial<ReleaseRow> = {}) =>
  row({ error: error(code), state: 'cancelled', ...given })

describe('readPublishProgress', () => {
  it.each([
    ['nothing to be failed', [], 'failed'],
    ['armed rows to be waiting', [row(), row({ state: 'claimed' })], 'waiting'],
    ['one that is out of two to be begun', [row({ state: 'published' }), row({ channel: 'b' })], 'begun'],
    ['all out to be done', [row({ state: 'published' }), row({ channel: 'b', state: 'withdrawn' })], 'done'],
    ['one failed to be failed', [row({ state: 'published' }), row({ channel: 'b', state: 'failed' })], 'failed'],
    ['missed to be failed', [row({ state: 'missed' })], 'failed'],
    ['a pause to be waiting', [row({ error: error('CHANNEL_PAUSED'), state: 'blocked' })], 'waiting'],
    ['a question to a person to be waiting', [row({ error: error('ASK'), state: 'blocked' })], 'waiting'],
    ['a rejected post to be failed', [row({ error: error('POST_REJECTED'), state: 'blocked' })], 'failed'],
    ['an unknown outcome to be begun', [row({ state: 'unconfirmed' })], 'begun'],
    ['a paused schedule to be waiting', [called('SCHEDULE_PAUSED')], 'waiting'],
    ['one planned again to be waiting', [called('SCHEDULE_UNARMED')], 'waiting'],
    ['a cancelled schedule to be failed', [called('SCHEDULE_CANCELLED')], 'failed'],
    [
      'one that is paused when part of it is out to be begun',
      [row({ state: 'published' }), called('SCHEDULE_PAUSED', { channel: 'b' })],
      'begun',
    ],
    [
      'one that moved when part of it was out to be begun',
      [row({ state: 'published' }), row({ channel: 'b', occurrenceAt: later })],
      'begun',
    ],
    [
      'one whose rest a person called off to be done',
      [row({ state: 'published' }), called('CANCELLED', { channel: 'b' })],
      'done',
    ],
    [
      'one whose rest was called off after a pause to be done',
      [
        row({ state: 'published' }),
        called('SCHEDULE_PAUSED', { channel: 'b' }),
        called('CANCELLED', { channel: 'b', occurrenceAt: later, updatedAt: later }),
      ],
      'done',
    ],
    [
      'one that gave up the rest of its channels in a pause to be done',
      [row({ state: 'published' }), called('SCHEDULE_PAUSED', { channel: 'b', isGivenUp: true })],
      'done',
    ],
    [
      'one that changed its only channel in a pause to be waiting',
      [called('SCHEDULE_PAUSED', { isGivenUp: true })],
      'waiting',
    ],
    [
      'one that moved and was paused then to be waiting',
      [called('SCHEDULE_CHANGED'), called('SCHEDULE_PAUSED', { occurrenceAt: later, updatedAt: later })],
      'waiting',
    ],
    ['all cancelled to be failed', [row({ state: 'cancelled' })], 'failed'],
    ['a moved schedule by its new rows', [row({ state: 'cancelled' }), row({ state: 'published' })], 'done'],
    [
      'a repeat by its first occurrence',
      [row({ state: 'published' }), row({ occurrenceAt: new Date(first.getTime() + DAY) })],
      'done',
    ],
  ] as const)('takes %s', (_title, rows, state) => {
    expect(readPublishProgress(rows).state).toBe(state)
  })
})

describe('readCleared', () => {
  const paused = called('SCHEDULE_PAUSED', { channel: 'b' })

  it.each([
    ['leaves out what had not begun', [called('SCHEDULE_PAUSED'), paused], 'skipped'],
    ['leaves as done what is out', [row({ state: 'published' })], 'done'],
    ['takes for failed what is out in part', [row({ state: 'published' }), paused], 'failed'],
    ['waits for an outcome', [row({ state: 'published' }), row({ channel: 'b', state: 'unconfirmed' })], null],
  ] as const)('%s', (_title, rows, state) => {
    expect(readCleared(rows)).toBe(state)
  })

  it('takes for failed what an earlier run had put out in part', () => {
    expect(readCleared([paused], [row({ state: 'published' }), paused])).toBe('failed')
  })
})

describe('rowsOfRun', () => {
  const armedAt = new Date(first.getTime() - HOUR)
  const old = { occurrenceAt: new Date(first.getTime() - DAY) }
  const ids = (...given: Partial<ReleaseRow>[]) =>
    rowsOfRun(
      given.map((each) => row(each)),
      armedAt,
    ).map(({ id }) => id)

  it.each<[string, Partial<ReleaseRow>[], string[]]>([
    ['leaves out what a repeat did before', [{ ...old, id: 'old', state: 'published' }, { id: 'new' }], ['new']],
    ['leaves out what failed before', [{ ...old, id: 'old', state: 'failed' }, { id: 'new' }], ['new']],
    [
      'leaves out what began just before it was armed',
      [{ id: 'old', occurrenceAt: armedAt, startedAt: new Date(armedAt.getTime() - 1) }, { id: 'new' }],
      ['new'],
    ],
    [
      'takes what is armed for a moment that has just passed',
      [{ id: 'new', occurrenceAt: new Date(armedAt.getTime() - SECOND) }],
      ['new'],
    ],
    ['takes what was under way where there is nothing else', [{ ...old, id: 'old', state: 'unconfirmed' }], ['old']],
  ])('%s', (_title, given, expected) => {
    expect(ids(...given)).toEqual(expected)
  })
})

describe('readWithdrawProgress', () => {
  it.each([
    ['nothing to be done', [], 'done'],
    ['what still stands to be begun', [row({ state: 'published', unpublishAt: first })], 'begun'],
    ['what is down to be done', [row({ state: 'withdrawn', unpublishAt: first })], 'done'],
    [
      'what may stand to be begun',
      [row({ state: 'withdrawn', unpublishAt: first }), row({ state: 'unconfirmed', unpublishAt: first })],
      'begun',
    ],
    ['what is being sent to be begun', [row({ state: 'sending', unpublishAt: first })], 'begun'],
    ['what turned out never to stand to be done', [row({ state: 'missed', unpublishAt: first })], 'done'],
    ['what was given up to be failed', [row({ error: error('WITHDRAW_BY_HAND'), state: 'published' })], 'failed'],
  ] as const)('takes %s', (_title, rows, state) => {
    expect(readWithdrawProgress(rows).state).toBe(state)
  })
})

describe('planUndo', () => {
  it.each([
    ['publish', 'done', 'withdraw', 'withdraw'],
    ['publish', 'failed', 'withdraw', 'withdraw'],
    ['publish', 'done', 'restore', 'restore'],
    ['publish', 'skipped', 'restore', 'nothing'],
    ['withdraw', 'done', 'withdraw', 'nothing'],
    ['withdraw', 'done', 'restore', 'republish'],
    ['start', 'done', 'withdraw', 'end'],
    ['start', 'failed', 'restore', 'nothing'],
    ['stop', 'done', 'withdraw', 'nothing'],
    ['stop', 'done', 'restore', 'reopen'],
    ['publish', 'done', 'none', 'nothing'],
  ] as const)('of a %s that is %s, with %s: %s', (action, state, mode, expected) => {
    expect(planUndo({ action, before: null, begunAt: null, state }, mode)).toBe(expected)
  })

  it.each([
    ['an offer that the release started', { endAt: null, startAt: null }, 'end'],
    ['one whose start it brought forward', { endAt: null, startAt: later.toISOString() }, 'end'],
    ['one that ran before it', { endAt: null, startAt: '2026-12-01T00:00:00Z' }, 'nothing'],
    ['a draft challenge that it opened', { startAt: '2026-12-01T00:00:00Z', status: 'draft' }, 'end'],
    ['a challenge that ran before it', { startAt: '2026-12-01T00:00:00Z', status: 'open' }, 'nothing'],
  ] as const)('with restore, leaves a start as it was before: %s', (_title, before, expected) => {
    const item = { action: 'start', before, begunAt: first, state: 'done' } as const

    expect(planUndo(item, 'restore')).toBe(expected)
    expect(planUndo(item, 'withdraw')).toBe('end')
  })
})

describe('readUndoProgress', () => {
  const returning = { from: 'old', isInPlace: true, restoredAs: 'new', row: 'r' }
  const undone = [{ from: 'old', restoredAs: 'new', row: 'r' }]
  const rows = (...given: ReleaseRow[]) => new Map(given.map((each) => [each.id, each]))

  it.each([
    ['waits for the newer one to come down', [row({ state: 'published', unpublishAt: first })], 'begun'],
    ['waits for what may stand', [row({ state: 'unconfirmed' })], 'begun'],
    ['waits for what is being sent', [row({ state: 'sending' })], 'begun'],
    ['has its next part to do once that is down', [row({ state: 'withdrawn' })], 'waiting'],
    ['waits for the older one to be out', [row({ state: 'withdrawn' }), row({ id: 'new' })], 'begun'],
    ['is done when it is', [row({ state: 'withdrawn' }), row({ id: 'new', state: 'published' })], 'done'],
    ['fails with the channel', [row({ error: error('WITHDRAW_BY_HAND'), state: 'published' })], 'failed'],
    ['fails with the older one', [row({ state: 'withdrawn' }), row({ id: 'new', state: 'failed' })], 'failed'],
  ] as const)('%s', (_title, given, state) => {
    expect(readUndoProgress(undone, rows(...given)).state).toBe(state)
  })

  it('is done, and says why what stood before stays down', () => {
    const undoneTwo = [planReturn({ ...returning, untilAt: first }, first), { from: null, restoredAs: null, row: 's' }]

    expect(readUndoProgress(undoneTwo, rows(row({ state: 'withdrawn' })))).toMatchObject({
      error: { code: 'RESTORE_OVER' },
      state: 'done',
    })
    expect(planReturn({ ...returning, untilAt: new Date(first.getTime() + 1) }, first)).toMatchObject({ from: 'old' })
  })

  it('is done without anything that stood before once it is down', () => {
    expect(
      readUndoProgress([{ from: null, restoredAs: null, row: 'r' }], rows(row({ state: 'withdrawn' }))).state,
    ).toBe('done')
  })
})
