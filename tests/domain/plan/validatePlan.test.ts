import { describe, expect, it } from 'vitest'

import type { PlanCell } from '../../../src/domain/plan/cells.ts'
import type { KnownEntry, PlanDirectory } from '../../../src/domain/plan/entry.ts'
import { validatePlan, type ValidatedPlan } from '../../../src/domain/plan/validatePlan.ts'

const HEADER = ['编号', '日期', '时间', '时区', '渠道', '标题', '正文', '话题', '封面', '活动', 'KOL', '状态']

const aRow = (given: Record<string, PlanCell> = {}): PlanCell[] => {
  const row: Record<string, PlanCell> = {
    日期: '2026-11-23',
    时间: '20:30',
    标题: '早八护肤',
    渠道: '小程序首页',
    ...given,
  }

  return HEADER.map((name) => row[name] ?? null)
}

const directory: PlanDirectory = {
  campaigns: [{ id: 'c1', name: '双十二' }],
  channels: [
    { id: 'ch1', isPaused: false, name: '小程序首页', slug: 'mini-home' },
    { id: 'ch2', isPaused: false, name: '社群机器人', slug: 'robot' },
    { id: 'ch3', isPaused: true, name: '微博', slug: 'weibo' },
  ],
  known: new Map(),
  media: [{ filename: 'poster.jpg', id: 'm1' }],
  partners: [{ handles: ['lin_beauty'], id: 'k1', name: '林小满' }],
}

const validate = (rows: PlanCell[][], known: [string, KnownEntry][] = [], header: PlanCell[] = HEADER): ValidatedPlan =>
  validatePlan({
    defaultTimeZone: 'Asia/Shanghai',
    directory: { ...directory, known: new Map(known) },
    now: new Date('2026-11-22T00:00:00Z'),
    rows: [header, ...rows],
  })

const problemOf = (plan: ValidatedPlan): [string, number | null, string | null][] =>
  plan.problems.map(({ code, column, row }) => [code, row, column])

describe('validatePlan', () => {
  it('understands a row', () => {
    const plan = validate([
      aRow({
        KOL: '@Lin_Beauty',
        封面: 'poster.jpg',
        活动: '双十二',
        渠道: '小程序首页、robot',
        话题: '#早八 #敏感肌',
      }),
    ])

    expect(plan.problems).toEqual([])
    expect(plan.imports).toMatchObject([
      {
        action: 'create',
        entry: {
          campaignId: 'c1',
          channelIds: ['ch1', 'ch2'],
          cover: { from: 'library', mediaId: 'm1' },
          kind: 'note',
          partnerId: 'k1',
          publishAt: new Date('2026-11-23T12:30:00Z'),
          row: 2,
          state: 'planned',
          title: '早八护肤',
          topics: ['早八', '敏感肌'],
        },
      },
    ])
  })

  it.each<[string, Record<string, PlanCell>, string, string | null]>([
    ['a missing title', { 标题: ' ' }, 'missing-title', 'F'],
    ['a title too long', { 标题: '长'.repeat(201) }, 'title-too-long', 'F'],
    ['a bad day', { 日期: '11/22/2026' }, 'bad-date', 'B'],
    ['a missing day', { 日期: null }, 'missing-date', 'B'],
    ['a day that has passed', { 日期: '2026-11-21' }, 'past-date', 'B'],
    ['a missing time', { 时间: null }, 'missing-time', 'C'],
    ['a bad time', { 时间: '25:00' }, 'bad-time', 'C'],
    ['an unknown zone', { 时区: 'Asia/Shanghia' }, 'bad-zone', 'D'],
    ['an offset for a zone', { 时区: '+08:00' }, 'bad-zone', 'D'],
    ['no channel', { 渠道: null }, 'missing-channels', 'E'],
    ['an unknown channel', { 渠道: '抖音' }, 'unknown-channel', 'E'],
    ['a paused channel', { 渠道: '微博' }, 'paused-channel', 'E'],
    ['an unknown campaign', { 活动: '双十一' }, 'unknown-campaign', 'J'],
    ['an unknown KOL', { KOL: '某某' }, 'unknown-kol', 'K'],
    ['an unknown state', { 状态: '也许' }, 'bad-state', 'L'],
  ])('names row and column of %s', (_title, given, code, column) => {
    const plan = validate([aRow(given)])

    expect(problemOf(plan)).toEqual([[code, 2, column]])
    expect(plan.imports).toEqual([])
  })

  it('tells every problem of a plan at once, in both languages', () => {
    const plan = validate([aRow({ 标题: null, 渠道: '抖音' }), aRow({ 时间: 'noon' })])

    expect(problemOf(plan)).toEqual([
      ['unknown-channel', 2, 'E'],
      ['missing-title', 2, 'F'],
      ['bad-time', 3, 'C'],
    ])
    expect(plan.problems.every(({ message }) => message.zh !== '' && message.en !== '')).toBe(true)
  })

  it('counts rows as the spreadsheet does, blank rows included', () => {
    expect(problemOf(validate([aRow(), [], aRow({ 标题: null })]))).toEqual([['missing-title', 4, 'F']])
  })

  it('repeats the day above for merged date cells', () => {
    const plan = validate([aRow(), aRow({ 日期: null, 时间: '21:00' })])

    expect(plan.imports.map(({ entry }) => entry.publishAt.toISOString())).toEqual([
      '2026-11-23T12:30:00.000Z',
      '2026-11-23T13:00:00.000Z',
    ])
  })

  it('refuses the same post twice, by key or by what it says', () => {
    expect(problemOf(validate([aRow(), aRow()]))).toEqual([['duplicate-row', 3, 'F']])
    expect(problemOf(validate([aRow({ 编号: 'P1' }), aRow({ 标题: '另一篇', 编号: 'p1' })]))).toEqual([
      ['duplicate-row', 3, 'A'],
    ])
  })

  it.each<[string, PlanCell[], string, string | null]>([
    ['an unknown header', ['日期', '时间', '渠道', '标题', '心情'], 'unknown-header', 'E'],
    ['a header that comes twice', ['日期', '时间', '渠道', '标题', 'Date'], 'duplicate-header', 'E'],
    ['a missing header', ['日期', '时间', '渠道'], 'missing-header', null],
  ])('refuses %s', (_title, header, code, column) => {
    expect(problemOf(validate([aRow()], [], header))).toEqual([[code, 1, column]])
  })

  it('reads English headers in any case', () => {
    const plan = validate(
      [['2026-11-23', '20:30', 'robot', 'Morning routine']],
      [],
      ['DATE', ' time *', 'Channels', 'title'],
    )

    expect(plan.imports).toHaveLength(1)
  })

  it('refuses a plan without rows', () => {
    expect(problemOf(validate([]))).toEqual([['empty-plan', null, null]])
  })

  it('leaves the example of the template out', () => {
    expect(validate([aRow({ 标题: null, 编号: '示例-1' }), aRow()])).toMatchObject({
      examples: 1,
      imports: [{}],
      problems: [],
    })
  })

  describe('when a row was imported before', () => {
    const [first] = validate([aRow({ 编号: 'P1' })]).imports
    const before = (scheduleState: string): [string, KnownEntry] => [
      'key:p1',
      { fingerprint: first?.entry.fingerprint ?? '', postId: 'p', scheduleId: 's', scheduleState },
    ]

    it('skips what has not changed, even when its day has passed', () => {
      const plan = validatePlan({
        defaultTimeZone: 'Asia/Shanghai',
        directory: { ...directory, known: new Map([before('done')]) },
        now: new Date('2027-01-01T00:00:00Z'),
        rows: [HEADER, aRow({ 编号: 'P1' })],
      })

      expect(plan).toMatchObject({ imports: [{ action: 'skip' }], problems: [] })
    })

    it('updates what has changed while it is only planned', () => {
      expect(validate([aRow({ 时间: '21:00', 编号: 'P1' })], [before('planned')])).toMatchObject({
        imports: [{ action: 'update', known: { postId: 'p' } }],
        problems: [],
      })
    })

    it('never changes what is armed', () => {
      expect(problemOf(validate([aRow({ 时间: '21:00', 编号: 'P1' })], [before('armed')]))).toEqual([
        ['already-armed', 2, null],
      ])
    })
  })
})
