import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { HOUR } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { CHANNEL_PACE } from '../../src/domain/slugs.ts'
import type { Role } from '../../src/domain/roles.ts'
import { composeObservers } from '../../src/plugin/observers.ts'
import { type OpenPayload, openPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<Role, string>
let site: string
let shop: string
let schedule: string

beforeAll(async () => {
  app = await openPayload('outcomes_test')
  as = await signIn(app)
  site = await create('/channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
  shop = await create('/channels', { kind: 'feed', mode: 'live', name: '门店', slug: 'shop' })

  const post = await create('/posts', { kind: 'note', title: '夏日防晒攻略' })

  await app.call('PATCH', `/posts/${post}`, { as: as.admin, body: { stage: 'approved' } })
  schedule = await create('/schedules', {
    channels: [site, shop],
    post,
    publishAt: new Date(Date.now() + HOUR).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })
})

afterAll(() => app.close())

async function create(path: string, body: object): Promise<string> {
  const answer = await app.call('POST', path, { as: as.admin, body })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return String(answer.body.doc['id'])
}

const read = async (path: string) =>
  (await app.call('GET', `${path}?depth=0`, { as: as.editor })).body as unknown as Record<string, unknown>

const rows = () => rowsOf(databaseOf(app.payload))

/** Lets the row of a channel reach a state, and tells everybody, as often as asked. */
async function settle(channel: string, state: PublicationState, given: Partial<StoredRow> = {}, times = 1) {
  const found = (await rows().find().toArray()).find((row) => String(row.channel) === channel)
  const row = await rows().findOneAndUpdate(
    { _id: found?._id ?? '' },
    { $set: { state, updatedAt: new Date(), ...given } },
    { returnDocument: 'after' },
  )

  for (let told = 0; row !== null && told < times; told += 1) {
    for (const observer of composeObservers(app.payload)) {
      await observer.settled([row])
    }
  }
}

const error = { class: 'rejected-content', code: '87014', message: '内容违规' } as const

describe('what became of publications', () => {
  it('stands beside the schedule, and not in its state', async () => {
    expect(await read(`/schedules/${schedule}`)).toMatchObject({ state: 'armed', tally: { attention: 0, upcoming: 2 } })

    await settle(site, 'published', { receipt: { remoteId: 'x' }, startedAt: new Date() })
    await settle(shop, 'failed', { error })

    expect(await read(`/schedules/${schedule}`)).toMatchObject({
      state: 'armed',
      tally: { attention: 1, out: 1, upcoming: 0 },
    })
  })

  it('shows in the health of each channel', async () => {
    expect(await read(`/channels/${site}`)).toMatchObject({
      health: { failuresInARow: 0, lastPublishedAt: expect.any(String) as string, state: 'ok' },
    })
    expect(await read(`/channels/${shop}`)).toMatchObject({
      health: { failuresInARow: 1, lastErrorCode: '87014', lastErrorMessage: '内容违规', state: 'failing' },
    })
  })

  it('counts a failure once that is told twice', async () => {
    await settle(shop, 'failed', { error }, 2)

    expect(await read(`/channels/${shop}`)).toMatchObject({ health: { failuresInARow: 2, state: 'failing' } })
  })

  it('heals a channel at its next success', async () => {
    await settle(shop, 'published', { error: null, receipt: { remoteId: 'y' }, startedAt: new Date() })

    expect(await read(`/channels/${shop}`)).toMatchObject({
      health: { failuresInARow: 0, lastErrorCode: '87014', state: 'ok' },
    })
    expect(await read(`/schedules/${schedule}`)).toMatchObject({ state: 'done', tally: { attention: 0, out: 2 } })
  })

  it('says the last error in the reader’s language, beside the channel and in its list', async () => {
    const said = { class: 'retry', code: '503', message: 'Shop could not do it now; it is tried again (503)' } as const

    await settle(shop, 'failed', {
      error: { ...said, says: 'CHANNEL_RETRY', values: { channel: 'Shop', code: '503' } },
    })
    const readIn = async (path: string, language: 'en' | 'zh') =>
      JSON.stringify((await app.call('GET', path, { as: as.admin, language })).body)

    expect(await readIn(`/channels/${shop}`, 'zh')).toContain('Shop 暂时无法处理，稍后自动重试（503）')
    expect(await readIn(`/channels/${shop}`, 'en')).toContain(said.message)
    expect(await readIn(`/drumbeat/channels/${shop}/health`, 'zh')).toContain('Shop 暂时无法处理，稍后自动重试（503）')
    expect(await readIn(`/drumbeat/channels/${shop}/health`, 'en')).toContain(said.message)

    // While it rests after failures, the reason is said alike.
    await databaseOf(app.payload)
      .collection(CHANNEL_PACE)
      .updateOne(
        { _id: new ObjectId(shop) },
        {
          $set: {
            breaker: { lastError: { ...said, says: 'CHANNEL_RETRY', values: { channel: 'Shop' } }, state: 'open' },
          },
        },
        { upsert: true },
      )
    expect(await readIn(`/drumbeat/channels/${shop}/health`, 'zh')).toContain('503: Shop 暂时无法处理')
    await databaseOf(app.payload)
      .collection(CHANNEL_PACE)
      .deleteOne({ _id: new ObjectId(shop) })
    await settle(shop, 'published', { error: null, receipt: { remoteId: 'z' }, startedAt: new Date() })
  })
})

describe('the list of publications', () => {
  const search = async (text: string) =>
    (
      (
        await app.call(
          'GET',
          `/publications?depth=0&where[or][0][post.title][like]=${encodeURIComponent(text)}&where[or][1][id][like]=${encodeURIComponent(text)}`,
          { as: as.editor },
        )
      ).body as unknown as { docs: object[] }
    ).docs.length

  it('is searched by the title of the post, as the admin asks it', async () => {
    expect(app.payload.collections.publications.config.admin.listSearchableFields).toEqual(['post.title', 'id'])
    expect(await search('防晒')).toBe(2)
    expect(await search('护手霜')).toBe(0)
  })
})
