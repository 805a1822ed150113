import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { rawCollection } from '../../src/database/handles.ts'
import type { BlackoutReport } from '../../src/domain/rhythm/blackoutImport.ts'
import { openPayload, type OpenPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<string, string>

beforeAll(async () => {
  app = await openPayload('blackouts')
  await app.call('POST', '/users/first-register', {
    body: { email: 'first@drumbeat.test', password: 'correct-horse-battery' },
  })
  as = await signIn(app)
})

afterAll(() => app.close())

const event = (uid: string, ...lines: string[]): string[] => ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT']
const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...lines, 'END:VCALENDAR'].join('\r\n')

/** Days that never lie in the past. */
const day = (years: number, monthAndDay: string): string => `${new Date().getUTCFullYear() + years}${monthAndDay}`
const HOLIDAY = event(
  'national-day',
  'SUMMARY:国庆',
  `DTSTART;VALUE=DATE:${day(1, '1001')}`,
  `DTEND;VALUE=DATE:${day(1, '1008')}`,
)
const MOURNING = event('mourning-day', 'SUMMARY:公祭日', `DTSTART;VALUE=DATE:${day(1, '1213')}`)

async function send(
  text: string,
  { query = '', role = 'editor' } = {},
): Promise<{ report: BlackoutReport; status: number }> {
  const { handleEndpoints } = await import('payload')
  const { default: config } = await import('../../payload.config.ts')
  const form = new FormData()

  form.set('file', new File([text], '节假日.ics', { type: 'text/calendar' }))

  const response = await handleEndpoints({
    config,
    request: new Request(`http://localhost/api/blackouts/import${query}`, {
      body: form,
      headers: role === '' ? {} : { authorization: String(as[role]) },
      method: 'POST',
    }),
  })

  return { report: (await response.json()) as BlackoutReport, status: response.status }
}

const list = async () =>
  (await app.payload.find({ collection: 'blackouts', depth: 0, pagination: false, sort: 'from' })).docs

describe('importing blackouts', () => {
  it('tries first, then writes all of it, and a second time makes no doubles', async () => {
    const text = calendar(...HOLIDAY, ...MOURNING)

    expect((await send(text, { query: '?dryRun=true' })).report).toMatchObject({ created: 2, dryRun: true, ok: true })
    expect(await list()).toEqual([])

    expect(await send(text, { query: '?kind=mourning&action=block' })).toMatchObject({
      report: { created: 2 },
      status: 200,
    })
    expect(await list()).toMatchObject([
      {
        action: 'block',
        from: `${day(1, '').slice(0, 4)}-09-30T16:00:00.000Z`,
        kind: 'mourning',
        name: '国庆',
        source: '节假日.ics',
      },
      { name: '公祭日' },
    ])

    expect((await send(text)).report).toMatchObject({ created: 0, skipped: 2, updated: 0 })
    expect(await list()).toHaveLength(2)
  })

  it('follows a changed calendar and keeps what people chose', async () => {
    const longer = HOLIDAY.map((line) => line.replace('1008', '1009'))
    const { report } = await send(calendar(...longer, ...MOURNING.slice(0, -1), 'STATUS:CANCELLED', 'END:VEVENT'), {
      query: '?kind=holiday&action=move',
    })

    expect(report).toMatchObject({ created: 0, removed: 1, skipped: 0, updated: 1 })
    expect(await list()).toMatchObject([
      { action: 'block', kind: 'mourning', name: '国庆', until: `${day(1, '').slice(0, 4)}-10-08T16:00:00.000Z` },
    ])
  })

  it('makes what is asked for each choice of channels, and follows the calendar in all of them', async () => {
    const channels = await Promise.all(
      ['a', 'b'].map(async (slug) => {
        const data = { kind: 'feed', mode: 'live', name: slug, slug, timeZone: 'Asia/Shanghai' } as const

        return String((await app.payload.create({ collection: 'channels', data })).id)
      }),
    )
    const works = (duration: string, ...lines: string[]): string =>
      calendar(
        ...event(
          'works',
          'SUMMARY:检修',
          `DTSTART:${day(1, '0601')}T010000Z`,
          `DURATION:${duration}`,
          'RRULE:FREQ=WEEKLY;COUNT=2',
          ...lines,
        ),
      )
    const stored = async () => (await list()).filter(({ name }) => name === '检修')
    const [a, b] = channels
    const ask = async (text: string, query: string) => (await send(text, { query })).report

    expect(await ask(works('PT1H'), `?channels=${a}&action=move`)).toMatchObject({ created: 2 })
    expect(await ask(works('PT1H'), `?channels=${b}&action=block`)).toMatchObject({ created: 2, skipped: 2 })
    expect(await ask(works('PT1H'), `?channels=${b},${a}&action=move`)).toMatchObject({ created: 2, skipped: 4 })
    expect(await ask(works('PT1H'), `?channels=${a},${b}&action=move`)).toMatchObject({ created: 0, skipped: 6 })
    expect((await stored()).map(({ action, channels: of }) => [action, of])).toEqual(
      expect.arrayContaining([
        ['move', [a]],
        ['block', [b]],
        ['move', [b, a]],
      ]),
    )

    expect(await ask(works('PT2H'), `?channels=${a}`)).toMatchObject({ created: 0, updated: 6 })
    expect(await ask(works('PT1H', 'STATUS:CANCELLED'), '')).toMatchObject({ created: 0, removed: 6 })
    expect(await stored()).toEqual([])
  })

  it('writes nothing of a file with one broken event, and says which', async () => {
    const before = await list()
    const { report, status } = await send(
      calendar(...event('fine', `DTSTART;VALUE=DATE:${day(1, '0501')}`), ...event('broken')),
    )

    expect(status).toBe(400)
    expect(report).toMatchObject({ created: 0, ok: false, problems: [{ code: 'NO_START', event: 2 }] })
    expect(await list()).toEqual(before)
  })

  it.each([
    ['what is no calendar', 'hello', ''],
    ['an unknown kind', calendar(...HOLIDAY), '?kind=party'],
    ['an unknown zone', calendar(...HOLIDAY), '?timeZone=Mars'],
    ['an unknown channel', calendar(...HOLIDAY), '?channels=64b000000000000000000000'],
  ])('refuses %s', async (_title, text, query) => {
    expect((await send(text, { query })).status).toBe(400)
  })

  it('writes down who imported what', async () => {
    const { docs } = await app.payload.find({
      collection: 'audit-events',
      sort: 'at',
      where: { action: { equals: 'blackouts.import' } },
    })

    expect(docs.slice(0, 2)).toMatchObject([
      { actorName: 'editor', after: { created: 2, source: '节假日.ics' } },
      { after: { removed: 1, updated: 1 } },
    ])
  })

  describe('of an event that repeats', () => {
    const weekly = (hour: string, ...lines: string[]): string[] =>
      event(
        'maintenance',
        'SUMMARY:维护',
        `DTSTART:${day(1, '0301')}T${hour}0000Z`,
        'DURATION:PT1H',
        'RRULE:FREQ=WEEKLY;COUNT=3',
        ...lines,
      )
    const weeks = async (): Promise<string[]> =>
      (await list()).filter(({ name }) => name === '维护').map(({ from }) => from.slice(5))

    it.each([
      ['takes all of it back where it is called off', weekly('01', 'STATUS:CANCELLED'), []],
      [
        'takes back the one that is left out',
        weekly('01', `EXDATE:${day(1, '0308')}T010000Z`),
        ['03-01T01:00:00.000Z', '03-15T01:00:00.000Z'],
      ],
      [
        'moves all of it, and leaves none where they were',
        weekly('02'),
        ['03-01T02:00:00.000Z', '03-08T02:00:00.000Z', '03-15T02:00:00.000Z'],
      ],
      [
        'takes back the one that is called off by itself, and no other',
        event(
          'maintenance',
          `RECURRENCE-ID:${day(1, '0308')}T010000Z`,
          `DTSTART:${day(1, '0308')}T010000Z`,
          'STATUS:CANCELLED',
        ),
        ['03-01T01:00:00.000Z', '03-15T01:00:00.000Z'],
      ],
      [
        'leaves it alone where the file does not speak of it',
        HOLIDAY,
        ['03-01T01:00:00.000Z', '03-08T01:00:00.000Z', '03-15T01:00:00.000Z'],
      ],
    ])('%s', async (_title, changed, left) => {
      await send(calendar(...weekly('01')))
      expect(await weeks()).toHaveLength(3)

      const { report } = await send(calendar(...changed))

      expect(report.ok, JSON.stringify(report)).toBe(true)
      expect(await weeks()).toEqual(left)
    })

    it('keeps what has passed', async () => {
      const uid = 'maintenance#2020-03-01T01:00:00Z'
      const passed = { from: new Date('2020-03-01T01:00:00Z'), name: '维护', until: new Date('2020-03-01T02:00:00Z') }

      await rawCollection(app.payload, 'blackouts').insertOne({
        ...passed,
        action: 'move',
        channels: [],
        kind: 'other',
        uid,
      })
      await send(calendar(...weekly('01', 'STATUS:CANCELLED')))

      expect(await rawCollection(app.payload, 'blackouts').countDocuments({ uid })).toBe(1)
      await rawCollection(app.payload, 'blackouts').deleteOne({ uid })
    })
  })

  it('is for those who may make blackouts', async () => {
    expect((await send(calendar(...HOLIDAY), { role: '' })).status).toBe(401)
    expect((await send(calendar(...HOLIDAY), { role: 'analyst' })).status).toBe(403)
  })
})

describe('a blackout', () => {
  it('must end after it begins', async () => {
    const { status } = await app.call('POST', '/blackouts', {
      as: String(as['editor']),
      body: { from: '2031-01-02T00:00:00Z', name: 'x', until: '2031-01-01T00:00:00Z' },
    })

    expect(status).toBe(400)
  })
})
