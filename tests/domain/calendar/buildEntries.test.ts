import { describe, expect, it } from 'vitest'

import { buildEntries, type BuildEntriesArgs } from '../../../src/domain/calendar/buildEntries.ts'
import { lastingId } from '../../../src/domain/calendar/entry.ts'
import type { CalendarQuestion } from '../../../src/domain/calendar/question.ts'
import type { StoredPlan } from '../../../src/domain/calendar/storedPlan.ts'
import { HOUR } from '../../../src/domain/duration.ts'

const AT = new Date('2026-11-22T12:00:00Z')

const aQuestion = (given: Partial<CalendarQuestion> = {}): CalendarQuestion => ({
  authors: null,
  campaigns: null,
  channels: null,
  from: new Date('2026-11-01T00:00:00Z'),
  partners: null,
  states: null,
  to: new Date('2026-12-01T00:00:00Z'),
  ...given,
})

const aPlan = (given: Partial<StoredPlan> = {}): StoredPlan => ({
  _id: 'plan',
  channels: ['weibo'],
  post: 'post',
  publishAt: AT,
  publishAt_tz: 'Asia/Shanghai',
  state: 'planned',
  updatedAt: new Date('2026-11-20T00:00:00Z'),
  ...given,
})

const aRow = (given: object = {}) =>
  ({
    _id: 'row',
    campaign: null,
    channel: 'weibo',
    collaboration: null,
    dueAt: AT,
    occurrenceAt: AT,
    post: 'post',
    rehearsal: false,
    schedule: 'plan',
    state: 'armed',
    ...given,
  }) as BuildEntriesArgs['rows'][number]

const build = (given: Partial<BuildEntriesArgs> & { plan?: StoredPlan | null }) =>
  buildEntries({
    expand: ({ publishAt }) => [publishAt],
    held: [],
    partners: new Map([['deal', 'partner']]),
    plans: new Map(given.plan === null ? [] : [['plan', given.plan ?? aPlan()]]),
    posts: new Map([
      [
        'post',
        {
          author: 'author',
          campaign: 'campaign',
          collaboration: 'deal',
          isTrashed: false,
          stage: 'approved',
          title: '防晒',
        },
      ],
    ]),
    question: aQuestion(),
    rows: [],
    ...given,
  })

describe('buildEntries', () => {
  it('tells how many channels an entry’s schedule reaches', () => {
    const plan = aPlan({ channels: ['weibo', 'wechat', 'douyin'] })
    const rows = [aRow()]

    expect(build({ plan, rows: [] }).map(({ channelCount }) => channelCount)).toEqual([3, 3, 3])
    expect(build({ plan: { ...plan, state: 'armed' }, rows }).map(({ channelCount }) => channelCount)).toEqual([3])
    expect(build({ plan: null, rows: [aRow()] }).map(({ channelCount }) => channelCount)).toEqual([1])
  })

  it.each([
    ['the ledger', { updatedAt: new Date('2026-11-21T00:00:00Z') }, '2026-11-21T00:00:00.000Z'],
    ['its schedule', { updatedAt: new Date('2026-11-19T00:00:00Z') }, '2026-11-20T00:00:00.000Z'],
    ['its schedule, where the ledger does not say', {}, '2026-11-20T00:00:00.000Z'],
  ])('tells that it was changed last by %s, and what a move is to name', (_title, row, changedAt) => {
    expect(build({ plan: aPlan({ state: 'armed' }), rows: [aRow(row)] })).toMatchObject([
      { changedAt, updatedAt: '2026-11-20T00:00:00.000Z' },
    ])
  })

  it('shows a plan on each of its channels, with what its post says', () => {
    expect(build({ plan: aPlan({ channels: ['weibo', 'wechat'] }) })).toEqual([
      expect.objectContaining({ channel: 'wechat', kind: 'planned', state: 'planned', title: '防晒' }),
      expect.objectContaining({
        author: 'author',
        campaign: 'campaign',
        channel: 'weibo',
        partner: 'partner',
        stage: 'approved',
        timeZone: 'Asia/Shanghai',
        updatedAt: '2026-11-20T00:00:00.000Z',
      }),
    ])
  })

  it('lets the ledger speak for what is armed', () => {
    expect(build({ plan: aPlan({ state: 'armed' }), rows: [aRow()] })).toEqual([
      expect.objectContaining({ id: 'row', kind: 'publication', publication: 'row', state: 'armed' }),
    ])
  })

  it('shows the rows that a repeat has, and the plan behind them as planned', () => {
    const next = new Date(AT.getTime() + 24 * HOUR)
    const entries = build({
      expand: () => [AT, next],
      held: [aRow()],
      plan: aPlan({ recurrence: 'RRULE:FREQ=DAILY', state: 'armed' }),
      rows: [aRow()],
    })

    expect(entries.map(({ at, kind }) => `${kind} ${at}`)).toEqual([
      `publication ${AT.toISOString()}`,
      `planned ${next.toISOString()}`,
    ])
  })

  it.each(['paused', 'planned'] as const)('lets what is out of a %s repeat speak alone', (state) => {
    const next = new Date(AT.getTime() + 24 * HOUR)
    const out = aRow({ state: 'published' })
    const entries = build({
      expand: () => [AT, next],
      held: [out],
      plan: aPlan({ recurrence: 'RRULE:FREQ=DAILY', state }),
      rows: [out],
    })

    expect(entries.map((entry) => `${entry.state} ${entry.at}`)).toEqual([
      `published ${AT.toISOString()}`,
      `${state} ${next.toISOString()}`,
    ])
  })

  it.each(['published', 'withdrawn', 'sending', 'unconfirmed'])(
    'leaves out the channel that a single schedule has reached, wherever it was moved since: %s',
    (state) => {
      const held = [aRow({ occurrenceAt: new Date(AT.getTime() - 48 * HOUR), state })]
      const entries = build({ held, plan: aPlan({ channels: ['weibo', 'wechat'], state: 'paused' }) })

      expect(entries.map((entry) => `${entry.channel} ${entry.state}`)).toEqual(['wechat paused'])
    },
  )

  it('shows what a pause cancelled as paused, and what a person cancelled of a repeat not at all', () => {
    const at = (code: string, recurrence?: string) =>
      build({
        held: [aRow({ code, state: 'cancelled' })],
        plan: aPlan({ state: 'paused', ...(recurrence && { recurrence }) }),
      }).map(({ state }) => state)

    expect(at('SCHEDULE_PAUSED')).toEqual(['paused'])
    expect(at('CANCELLED')).toEqual(['paused'])
    expect(at('SCHEDULE_PAUSED', 'RRULE:FREQ=DAILY')).toEqual(['paused'])
    expect(at('CANCELLED', 'RRULE:FREQ=DAILY')).toEqual([])
  })

  it.each([
    ['hides cancelled rows, which every move leaves behind', {}, []],
    ['shows cancelled rows to those who ask for them', { states: ['cancelled'] }, ['row']],
  ] as const)('%s', (_title, asked, ids) => {
    const entries = build({ plan: null, question: aQuestion(asked), rows: [aRow({ state: 'cancelled' })] })

    expect(entries.map(({ id }) => id)).toEqual(ids)
  })

  it.each([
    ['channel', { channels: ['wechat'] }],
    ['campaign', { campaigns: ['another'] }],
    ['partner', { partners: ['another'] }],
    ['author', { authors: ['another'] }],
    ['state', { states: ['published'] }],
  ] as const)('leaves out what another %s was asked for', (_title, asked) => {
    expect(build({ question: aQuestion(asked) })).toEqual([])
  })

  it('tells why something is not out, and where it is', () => {
    const rows = [
      aRow({ code: 'FROZEN', message: 'Everything is frozen', state: 'blocked' }),
      aRow({
        _id: 'two',
        dueAt: new Date(AT.getTime() + HOUR),
        url: 'https://weibo.test/1',
        state: 'published',
      }),
    ]

    expect(build({ plan: null, rows })).toEqual([
      expect.objectContaining({ reason: { code: 'FROZEN', message: 'Everything is frozen' }, url: null }),
      expect.objectContaining({ reason: null, url: 'https://weibo.test/1' }),
    ])
  })

  it('shows no plan for a post in the trash', () => {
    const posts = new Map([
      ['post', { author: null, campaign: null, collaboration: null, isTrashed: true, stage: 'draft', title: '' }],
    ])

    expect(build({ posts })).toEqual([])
  })
})

describe('lastingId', () => {
  it('stays when an entry is armed and moved', () => {
    const [planned] = build({})
    const [moved] = build({
      plan: aPlan({ state: 'armed' }),
      rows: [aRow({ _id: 'other', dueAt: new Date(0), occurrenceAt: new Date(0) })],
    })

    expect(planned && moved && lastingId(planned) === lastingId(moved)).toBe(true)
  })
})
