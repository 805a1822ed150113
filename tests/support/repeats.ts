import { ObjectId } from 'mongodb'
import { expect } from 'vitest'

import { createBells } from '../../jobs/bells.ts'
import { createSending, type Sending } from '../../jobs/createSending.ts'
import type { SettleObserver } from '../../jobs/following/createFollowUp.ts'
import { followSchedules } from '../../jobs/following/followSchedules.ts'
import { type Rows, rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { materialiseOccurrences } from '../../jobs/repeating/materialiseOccurrences.ts'
import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import { HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow, PublicationState } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { silentLog } from './silentLog.ts'
import { type RestAnswer, startTestApp, type TestApp } from './testApp.ts'

export type RestRow = Omit<PublicationRow, '_id' | 'dueAt' | 'occurrenceAt'> & {
  dueAt: string
  id: string
  occurrenceAt: string
}

type Fields = Record<string, unknown>

/** What an act on the occurrences of a repeat answers. */
export interface ActedOnOccurrence {
  doc: { updatedAt: string }
  following: { id: string; updatedAt: string } | null
  previous: Fields
}

/** An app with an administrator, two channels and an approved post, and what tests of repeats do with it. */
export interface Repeats extends TestApp {
  act(publication: string, action: string, body?: Fields): Promise<RestAnswer>
  actOnOccurrence(schedule: string, body: Fields): Promise<RestAnswer>
  asAdmin(method: string, path: string, body?: unknown): Promise<RestAnswer>
  change(schedule: string, body: Fields): Promise<RestAnswer>
  channels: string[]
  /** Makes a schedule; by default on one channel, of a post of its own, in an hour. */
  create(given?: Fields): Promise<string>
  /** An armed repeat of four days. */
  createDaily(given?: Fields): Promise<string>
  createPost(title?: string): Promise<string>
  /** The first row of a schedule, as it is stored. */
  findRow(schedule: string): Promise<StoredRow>
  findRows(schedule: string): Promise<RestRow[]>
  findSchedule(schedule: string): Promise<Fields>
  /** On a whole second. */
  inAnHour: string
  /** Runs the job that keeps repeats ahead, as if it were so much later. */
  materialise(laterMs?: number): Promise<void>
  post(given?: Fields): Promise<RestAnswer>
  /** Waits until the first row of a schedule stands like this. */
  reaches(schedule: string, expected: object, timeoutMs?: number): Promise<void>
  restore(schedule: string, body: Fields): Promise<RestAnswer>
  rows: Rows
  /** Gives a row an outcome and lets its schedule follow. */
  settle(publication: string | undefined, state: PublicationState): Promise<void>
  /** When the rows of a schedule are due that nobody cancelled. */
  standing(schedule: string): Promise<string[]>
  /** A worker to which every channel is this one; null for one that is closed. */
  startWorker(channel: OpenChannel | null, observers?: readonly SettleObserver[]): Promise<void>
  stopWorker(): Promise<void>
  token: string
}

/** So much later than an instant. */
export const plus = (instant: unknown, ms: number): string =>
  new Date(new Date(String(instant)).getTime() + ms).toISOString()

export async function openRepeats(): Promise<Repeats> {
  const app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })
  const token = String(registered.body['token'])
  const inAnHour = new Date(Math.ceil((Date.now() + HOUR) / SECOND) * SECOND).toISOString()
  const asAdmin = (method: string, path: string, body?: unknown) => app.rest(method, path, { body, token })
  const create = async (collection: string, body: Fields): Promise<string> => {
    const answer = await asAdmin('POST', `/${collection}`, body)

    expect(answer.status, JSON.stringify(answer.body)).toBe(201)

    return String((answer.body['doc'] as { id: string }).id)
  }
  const createPost = async (title = '每周护肤小课堂') => {
    const id = await create('posts', { excerpt: '三步搞定', kind: 'note', title })

    expect((await asAdmin('PATCH', `/posts/${id}`, { stage: 'approved' })).status).toBe(200)

    return id
  }
  const channels = [
    await create('channels', { kind: 'feed', mode: 'live', name: '小程序', slug: 'mini' }),
    await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' }),
  ]
  const aPlan = async (given: Fields = {}) => ({
    channels: channels.slice(0, 1),
    publishAt: inAnHour,
    publishAt_tz: 'Asia/Shanghai',
    ...given,
    post: given['post'] ?? (await createPost()),
  })

  const rows = rowsOf(app.db)
  const findRow = async (schedule: string): Promise<StoredRow> => {
    const row = await rows.findOne({ schedule: new ObjectId(schedule) }, { sort: { occurrenceAt: 1 } })

    if (row === null) {
      throw new Error(`schedule ${schedule} has no rows`)
    }

    return row
  }
  let worker: Sending | undefined

  const findRows: Repeats['findRows'] = async (schedule) => {
    const answer = await asAdmin(
      'GET',
      `/publications?where[schedule][equals]=${schedule}&depth=0&sort=occurrenceAt&limit=0`,
    )

    return answer.body['docs'] as RestRow[]
  }
  const createSchedule: Repeats['create'] = async (given) => create('schedules', await aPlan(given))

  return {
    ...app,
    act: (publication, action, body) => asAdmin('POST', `/publications/${publication}/${action}`, body),
    actOnOccurrence: (schedule, body) => asAdmin('POST', `/schedules/${schedule}/occurrences`, body),
    asAdmin,
    change: (schedule, body) => asAdmin('PATCH', `/schedules/${schedule}`, body),
    channels,
    create: createSchedule,
    createDaily: (given) => createSchedule({ recurrence: 'FREQ=DAILY;COUNT=4', state: 'armed', ...given }),
    createPost,
    findRow,
    findRows,
    findSchedule: async (schedule) => (await asAdmin('GET', `/schedules/${schedule}?depth=0`)).body,
    inAnHour,
    materialise(laterMs = 0) {
      const { audit, channels: registry, renditions, secrets } = servicesOf(app.payload)

      return materialiseOccurrences({
        audit,
        bells: createBells(() => app.db),
        clock: () => new Date(Date.now() + laterMs),
        payload: app.payload,
        registry,
        renditions,
        secrets,
      })
    },
    post: async (given) => asAdmin('POST', '/schedules', await aPlan(given)),
    async reaches(schedule, expected, timeout = 40 * SECOND) {
      await expect.poll(() => findRow(schedule), { interval: 100, timeout }).toMatchObject(expected)
    },
    restore: (schedule, body) => asAdmin('POST', `/schedules/${schedule}/restore`, body),
    rows,
    async settle(publication, state) {
      const row = await app.db
        .collection<PublicationRow<ObjectId>>(PUBLICATIONS)
        .findOneAndUpdate({ _id: String(publication) }, { $set: { state } })

      await followSchedules({
        clock: () => new Date(),
        payload: app.payload,
        scheduleIds: [row?.schedule ?? new ObjectId()],
      })
    },
    standing: async (schedule) =>
      (await findRows(schedule)).filter(({ state }) => state !== 'cancelled').map(({ dueAt }) => dueAt),
    async startWorker(channel, observers = []) {
      worker = await createSending({
        db: app.db,
        log: silentLog,
        observers,
        openChannel: () => Promise.resolve(channel),
      })
    },
    async stopWorker() {
      await worker?.stop()
      worker = undefined
    },
    token,
  }
}
