import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { followPosts } from '../../jobs/following/followPosts.ts'
import { markSuperseded } from '../../jobs/following/markSuperseded.ts'
import { rowsOf } from '../../jobs/ledger/rows.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { HOUR } from '../../src/domain/duration.ts'
import type { Role } from '../../src/domain/roles.ts'
import { API_CLIENTS } from '../../src/domain/slugs.ts'
import { openGraphql } from '../support/graphql.ts'
import { type OpenPayload, openPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

const POSTS_MADE = 6

let app: OpenPayload
let as: Record<Role, string>
const keys = new Map<string, string>()
const channels = new Map<string, string>()

/** Posts whose first version stands on the site, and whose second on the app, published later. */
beforeAll(async () => {
  app = await openPayload('own_version')
  as = await signIn(app)

  for (const slug of ['site', 'app']) {
    const channel = await create('/channels', { kind: 'feed', mode: 'live', name: slug, slug })
    const apiKey = randomUUID()

    channels.set(slug, channel)
    keys.set(slug, `api-clients API-Key ${apiKey}`)
    await app.payload.create({
      collection: API_CLIENTS,
      data: { apiKey, channels: [channel], enableAPIKey: true, name: slug, scopes: ['delivery:read'] },
    })
  }

  for (let index = 0; index < POSTS_MADE; index += 1) {
    const post = await create('/posts', { excerpt: `第一版 ${index}`, kind: 'note', title: `帖子 ${index}` })

    await publish({ channel: 'site', post })
    await app.call('PATCH', `/posts/${post}?draft=true`, {
      as: as.admin,
      body: { excerpt: `第二版 ${index}`, stage: 'draft' },
    })
    await publish({ channel: 'app', post })
  }
}, 240_000)

afterAll(() => app.close())

async function create(path: string, body: object): Promise<string> {
  const answer = await app.call('POST', path, { as: as.admin, body })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return String(answer.body.doc['id'])
}

/** Arms the newest version, and lets the ledger say that it went out. */
async function publish({ channel, post }: { channel: string; post: string }): Promise<void> {
  const approved = await app.call('PATCH', `/posts/${post}?draft=true`, { as: as.admin, body: { stage: 'approved' } })

  expect(approved.status, JSON.stringify(approved.body)).toBe(200)

  const schedule = await create('/schedules', {
    channels: [channels.get(channel)],
    post,
    publishAt: new Date(Date.now() + HOUR).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })
  const rows = rowsOf(databaseOf(app.payload))
  const row = (await rows.find().toArray()).find((each) => String(each.schedule) === schedule)

  await rows.updateOne(
    { _id: row?._id ?? '' },
    {
      $set: {
        receipt: { publishedAt: new Date().toISOString(), remoteId: 'x' },
        state: 'published',
        updatedAt: new Date(),
      },
    },
  )

  const settled = await rows.find({ _id: row?._id ?? '' }).toArray()

  await markSuperseded(rows, settled)
  await followPosts({ clock: () => new Date(), payload: app.payload, postIds: settled.map((each) => each.post) })
}

const read = async (path: string, key: string) =>
  (await app.call('GET', path, { as: key })).body as unknown as { docs: Record<string, unknown>[] }

describe('an API client', () => {
  it.each([
    ['site', '第一版'],
    ['app', '第二版'],
  ])('reads the version that stands on %s, by REST', async (slug, version) => {
    const { docs } = await read('/posts?limit=20&depth=1', keys.get(slug) ?? '')

    expect(docs).toHaveLength(POSTS_MADE)
    docs.forEach((doc) => expect(doc['excerpt']).toContain(version))

    const one = await app.call('GET', `/posts/${String(docs[0]?.['id'])}`, { as: keys.get(slug) ?? '' })

    expect((one.body as unknown as Record<string, unknown>)['excerpt']).toContain(version)
  })

  it.each([
    ['site', '第一版'],
    ['app', '第二版'],
  ])('reads the version that stands on %s, by GraphQL', async (slug, version) => {
    const ask = openGraphql(app.payload)
    const text = JSON.stringify(await ask('{ Posts(limit: 20) { docs { excerpt } } }', keys.get(slug)))

    expect(text).toContain(version)
    expect(text).not.toContain(version === '第一版' ? '第二版' : '第一版')
  })

  it('gets only the fields that it asked for', async () => {
    const { docs } = await read('/posts?limit=1&select[slug]=true', keys.get('site') ?? '')

    expect(Object.keys(docs[0] ?? {}).sort()).toEqual(['id', 'slug'])
  })

  it('costs two more queries than a person, however long the list', async () => {
    const db = databaseOf(app.payload)
    const count = async (limit: number): Promise<number> => {
      await db.command({ profile: 0 })
      await db
        .collection('system.profile')
        .drop()
        .catch(() => undefined)
      await db.command({ profile: 2 })
      await read(`/posts?limit=${limit}&depth=0`, keys.get('site') ?? '')
      await db.command({ profile: 0 })

      return db
        .collection('system.profile')
        .countDocuments({ ns: { $in: [`${db.databaseName}.publications`, `${db.databaseName}._posts_versions`] } })
    }

    expect(await count(1)).toBe(2)
    expect(await count(POSTS_MADE)).toBe(2)
  })
})

describe('a person', () => {
  it('reads what was published last', async () => {
    const { docs } = await read('/posts?limit=20&depth=0', as.analyst)

    docs.forEach((doc) => expect(doc['excerpt']).toContain('第二版'))
  })
})
