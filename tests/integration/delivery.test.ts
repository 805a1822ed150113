// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { DELIVERY_INDEXES } from '../../src/delivery/indexes.ts'
import type { PublicPost } from '../../src/delivery/publicPost.ts'
import type { DeliveryOptions } from '../../src/delivery/routes.ts'
import type { Principal } from '../../src/domain/http.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import { aNote, aPublished, contentOf } from '../support/aPublished.ts'
import { aPicture } from '../support/content.ts'
import { anApiClient, type DeliveryInstance, startDelivery } from '../support/deliveryInstance.ts'

const DATABASE = 'delivery'
const uri = `${inject('mongoUri')}/?directConnection=true`
const ours = new ObjectId()
const others = new ObjectId()
const open = new ObjectId()
const closed = new ObjectId()
const clients: Record<string, Principal> = {
  ours: anApiClient([ours, open, closed]),
  writer: { id: 'c2', channels: [String(ours)], kind: 'api-client', scopes: ['engagement:write'] },
}

interface ListBody {
  items: PublicPost[]
  nextCursor: string | null
}

let admin: MongoClient
let db: Db
const instances: DeliveryInstance[] = []

async function startInstance(options: Partial<DeliveryOptions> = {}): Promise<DeliveryInstance> {
  const instance = await startDelivery({ clients, database: DATABASE, options, uri })

  instances.push(instance)

  return instance
}

const insert = (...rows: PublicationRow<ObjectId>[]) =>
  db.collection<PublicationRow<ObjectId>>(PUBLICATIONS).insertMany(rows)

const standing = (slug: string, given: Partial<PublicationRow<ObjectId>> = {}) =>
  aPublished({ channel: ours, content: contentOf(aNote({ slug })), ...given })

const as = (key: string) => ({ authorization: key })
const POSTS = '/delivery/v1/channels/ours/posts'
const SYNC = '/delivery/v1/channels/ours/sync'

beforeAll(async () => {
  admin = await MongoClient.connect(uri)
  db = admin.db(DATABASE)
  await db.collection(CHANNELS).insertMany([
    { _id: ours, name: '我们的渠道', credentials: { secret: 'whsec_hidden' }, slug: 'ours' },
    { _id: others, name: '别人的渠道', slug: 'others' },
    { _id: open, name: '公开 <渠道> & 更多', settings: { public: true }, slug: 'open' },
    {
      _id: new ObjectId(),
      name: '有 Hub 的渠道',
      settings: { hubUrl: 'https://hub.example/>x', public: true },
      slug: 'hubbed',
    },
    {
      _id: closed,
      name: '未公开的渠道',
      settings: { hubUrl: 'https://hub.example/', public: false },
      slug: 'closed',
    },
  ])
  await ensureIndexes(db, [...JOB_INDEXES, ...DELIVERY_INDEXES])
})

beforeEach(async () => {
  await db.collection(PUBLICATIONS).deleteMany({})
})

afterAll(async () => {
  await Promise.all(instances.map(({ stop }) => stop()))
  await admin.close()
})

describe('delivery list', () => {
  it('holds what stands on the channel, newest first, and nothing else', async () => {
    const { call } = await startInstance()

    await insert(
      standing('older', { changedAt: new Date('2026-01-01T00:00:00Z') }),
      standing('newer', { changedAt: new Date('2026-01-02T00:00:00Z') }),
      standing('superseded', { superseded: true }),
      standing('rehearsed', { rehearsal: true }),
      standing('elsewhere', { channel: others }),
      standing('taken-back', { state: 'withdrawn' }),
      aPublication({ channel: ours, content: contentOf(aNote({ slug: 'armed' })) }),
    )

    const { body } = await call<ListBody>(POSTS, as('ours'))

    expect(body.items.map(({ slug }) => slug)).toEqual(['newer', 'older'])
  })

  it('shows a post with its public fields and absolute addresses, and no field more', async () => {
    const { call } = await startInstance()
    const cover = aPicture()
    const row = standing('full', {
      changedAt: new Date('2026-01-02T00:00:00Z'),
      content: contentOf(aNote({ campaign: { id: 'x', name: '内部活动' }, cover, slug: 'full', topics: ['口红'] }), {
        rendered: { secret: 'adapter only' },
        variant: { firstComment: '首评', media: [], text: '渠道 <正文>\n\n第二段', title: '渠道标题' },
      }),
      receipt: { publishedAt: '2026-01-02T00:00:01.000Z', remoteId: 'r', url: 'https://platform.example/1' },
    })

    await insert(row)

    const { body } = await call<ListBody>(POSTS, as('ours'))

    expect(body.items).toEqual([
      {
        id: row._id,
        cover: {
          aiGenerated: false,
          alt: '海边的防晒乳',
          height: 1200,
          mimeType: 'image/jpeg',
          renditions: {
            card: { height: 600, url: 'https://beauty.example/api/media/file/sun-card.jpg', width: 800 },
          },
          url: 'https://beauty.example/api/media/file/sun.jpg',
          width: 1600,
        },
        excerpt: '摘要 full',
        firstComment: '首评',
        gallery: [],
        html: '<p>渠道 &lt;正文&gt;</p><p>第二段</p>',
        kind: 'note',
        locale: 'zh',
        pixelUrl: `https://beauty.example/engagement/v1/pixel.gif?p=${row._id}`,
        publishedAt: '2026-01-02T00:00:01.000Z',
        slug: 'full',
        text: '渠道 <正文>\n\n第二段',
        title: '渠道标题',
        topics: ['口红'],
        updatedAt: '2026-01-02T00:00:00.000Z',
        url: 'https://platform.example/1',
      },
    ])
  })

  it('pages through all posts once, also when some share an instant and some come and go meanwhile', async () => {
    const { call } = await startInstance()
    const at = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(n / 3)))

    await insert(...Array.from({ length: 25 }, (_, n) => standing(`post-${n}`, { changedAt: at(n) })))

    const seen: string[] = []
    let cursor: string | null = null

    do {
      const { body }: { body: ListBody } = await call<ListBody>(
        `${POSTS}?limit=4${cursor === null ? '' : `&cursor=${cursor}`}`,
        as('ours'),
      )

      seen.push(...body.items.map(({ slug }) => slug))
      cursor = body.nextCursor
      await insert(standing(`late-${seen.length}`, { changedAt: at(1_000) }))
    } while (cursor !== null)

    expect(seen.toSorted()).toEqual(Array.from({ length: 25 }, (_, n) => `post-${n}`).toSorted())
  })

  it('filters by kind and topic', async () => {
    const { call } = await startInstance()

    await insert(
      standing('video', { content: contentOf(aNote({ kind: 'video', slug: 'video' })) }),
      standing('topic', { content: contentOf(aNote({ slug: 'topic', topics: ['防晒', '护肤'] })) }),
    )

    const byKind = await call<ListBody>(`${POSTS}?kind=video`, as('ours'))
    const byTopic = await call<ListBody>(`${POSTS}?topic=${encodeURIComponent('护肤')}`, as('ours'))

    expect([byKind, byTopic].map(({ body }) => body.items.map(({ slug }) => slug))).toEqual([['video'], ['topic']])
  })

  it('reads the channel and the page cold, and nothing when warm', async () => {
    const { call, commands } = await startInstance()

    await insert(...Array.from({ length: 30 }, (_, n) => standing(`post-${n}`)))
    await call(POSTS, as('ours'))
    await vi.waitFor(async () => {
      commands.length = 0
      await call(POSTS, as('ours'))
      expect(commands).toEqual([])
    })

    const { call: callCold, commands: cold } = await startInstance()

    cold.length = 0
    await callCold(POSTS, as('ours'))
    expect(cold).toEqual(['find', 'find'])
  })

  it('examines no more documents than it returns, however many are out', async () => {
    await insert(...Array.from({ length: 500 }, (_, n) => standing(`post-${n}`)))
    await db.command({ profile: 2 })

    const { call } = await startInstance()

    await call(`${POSTS}?limit=10`, as('ours'))
    await db.command({ profile: 0 })

    const profile = await db
      .collection('system.profile')
      .find<{ docsExamined: number; hasSortStage?: boolean }>({
        'command.find': PUBLICATIONS,
        'command.limit': 11,
        ns: `${DATABASE}.${PUBLICATIONS}`,
      })
      .toArray()

    await db.collection('system.profile').drop()
    expect(profile.map(({ docsExamined, hasSortStage }) => ({ docsExamined, hasSortStage }))).toEqual([
      { docsExamined: 11, hasSortStage: undefined },
    ])
  })
})

describe('delivery detail', () => {
  it('shows a post by its slug and tells of each whole answer, remembered or not', async () => {
    const onView = vi.fn()
    const { call } = await startInstance({ onView })
    const row = standing('one')

    await insert(row)

    const first = await call<PublicPost>(`${POSTS}/one`, as('ours'))
    const second = await call(`${POSTS}/one`, as('ours'))
    const third = await call(`${POSTS}/one`, { ...as('ours'), 'if-none-match': first.headers['etag'] ?? '' })

    expect([first.body.slug, first.status, second.status, third.status]).toEqual(['one', 200, 200, 304])
    expect(onView.mock.calls.map(([viewed]: unknown[]) => viewed)).toEqual(
      Array.from({ length: 2 }, () => ({
        campaign: null,
        channel: String(ours),
        post: String(row.post),
        publication: row._id,
      })),
    )
  })

  it('shows the newest of two publications of one post', async () => {
    const { call } = await startInstance()

    await insert(
      standing('twice', { changedAt: new Date('2026-01-02T00:00:00Z') }),
      standing('twice', { changedAt: new Date('2026-01-01T00:00:00Z') }),
    )

    const { body } = await call<PublicPost>(`${POSTS}/twice`, as('ours'))

    expect(body.updatedAt).toBe('2026-01-02T00:00:00.000Z')
  })

  it('speaks the language asked for, and the default one where there is no translation', async () => {
    const { call } = await startInstance()
    const en = { excerpt: 'In short', html: '<p>Body</p>', text: 'Body', title: 'Title' }
    const translated = aNote({ slug: 'translated' })

    await insert(
      standing('translated', {
        content: contentOf(
          { ...translated, locales: { ...translated.locales, en } },
          { variant: { firstComment: null, media: [], text: null, title: '渠道标题' } },
        ),
      }),
      standing('chinese'),
    )

    const titles = await Promise.all(
      ['translated?locale=en', 'translated', 'chinese?locale=en'].map(async (path) => {
        const { body } = await call<PublicPost>(`${POSTS}/${path}`, as('ours'))

        return [body.locale, body.title]
      }),
    )

    expect(titles).toEqual([
      ['en', 'Title'],
      ['zh', '渠道标题'],
      ['zh', '标题 chinese'],
    ])
  })
})

describe('delivery refusals', () => {
  let call: DeliveryInstance['call']

  beforeAll(async () => {
    call = (await startInstance()).call
  })

  it.each([
    ['a malformed cursor', `${POSTS}?cursor=nonsense`, 'ours', 400],
    ['a cursor with an operator in it', `${POSTS}?cursor=${pack([1, { $gt: '' }, ''])}`, 'ours', 400],
    ['a limit of none', `${POSTS}?limit=0`, 'ours', 400],
    ['a limit past the most', `${POSTS}?limit=101`, 'ours', 400],
    ['an unknown locale', `${POSTS}?locale=fr`, 'ours', 400],
    ['an unknown kind', `${POSTS}?kind=advert`, 'ours', 400],
    ['a malformed sync token', `${SYNC}?since=%00`, 'ours', 400],
    ['a sync token of another channel', `${SYNC}?since=${pack([1, String(others), 0, '', 0, 0])}`, 'ours', 400],
    ['a sync token of long ago', `${SYNC}?since=${pack([1, String(ours), 0, '', 0, 0])}`, 'ours', 410],
    ['an unknown channel', '/delivery/v1/channels/none/posts', 'ours', 404],
    ['a channel of another client', '/delivery/v1/channels/others/posts', 'ours', 404],
    ['an unknown post', `${POSTS}/none`, 'ours', 404],
    ['a client without the scope', POSTS, 'writer', 403],
    ['nobody', POSTS, undefined, 401],
    ['nobody, of an unknown channel', '/delivery/v1/channels/none/posts', undefined, 401],
    ['a key that is not known', POSTS, 'wrong', 401],
    ['a key that is not known, of a public feed', '/delivery/v1/channels/open/feed.json', 'wrong', 401],
    ['nobody, of a feed that is not public', '/delivery/v1/channels/ours/feed.json', undefined, 401],
  ])('answers %s with a problem', async (_title, path, key, status) => {
    const response = await call(path, key === undefined ? {} : as(key))

    expect(response).toMatchObject({ body: { status }, status })
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it('tells the same of a channel of others as of none', async () => {
    const [hidden, unknown] = await Promise.all(
      ['others', 'none'].map((slug) => call(`/delivery/v1/channels/${slug}/posts`, as('ours'))),
    )

    expect(hidden).toEqual(unknown)
  })
})

describe('the hub of a feed', () => {
  const linkOf = async (path: string, headers = {}) => {
    const { call } = await startInstance()
    const { headers: answered, status } = await call(`/delivery/v1/channels/${path}`, headers)

    expect(status).toBe(200)

    return answered['link']
  }

  it.each(['feed.json', 'rss.xml', 'atom.xml'])('stands in the Link header of an open %s', async (file) => {
    expect(await linkOf(`hubbed/${file}`)).toMatch(
      new RegExp(
        String.raw`^<https://hub\.example/%3Ex>; rel="hub", <https?://[^>]+/delivery/v1/channels/hubbed/${file}>; rel="self"$`,
      ),
    )
  })

  it('does not stand where nobody could fetch the feed, and not at addresses that it is not told of', async () => {
    expect(await linkOf('closed/rss.xml', as('ours'))).toBeUndefined()
    expect(await linkOf('open/rss.xml')).toBeUndefined()
    expect(await linkOf('hubbed/rss.xml?locale=en')).toBeUndefined()
  })
})

describe('delivery conditional requests', () => {
  it('answers 304 to its own ETag until the list changes', async () => {
    const { call } = await startInstance()

    await insert(standing('one'))

    const first = await call(POSTS, as('ours'))
    const etag = first.headers['etag'] ?? ''
    const again = await call(POSTS, { ...as('ours'), 'if-none-match': `"other", W/${etag}` })

    expect(again).toMatchObject({ body: null, headers: { etag }, status: 304 })
    await insert(standing('two'))
    await vi.waitFor(async () => {
      expect((await call(POSTS, { ...as('ours'), 'if-none-match': etag })).status).toBe(200)
    })
  })
})

function pack(values: unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}
