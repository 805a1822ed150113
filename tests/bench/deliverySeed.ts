import { randomUUID } from 'node:crypto'

import { type Db, ObjectId } from 'mongodb'

import { API_CLIENTS, CHANNELS, MEDIA, POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aPublished } from '../support/aPublished.ts'
import { aPicture, aPost } from '../support/content.ts'
import { lexicalDocument, paragraph, text } from '../support/lexical.ts'

const SENTENCE = '两指量,两小时补一次,出门前十五分钟先涂好,别忘了耳后和手背。'
const PARAGRAPHS = 8

/** Ten published posts on one channel, as Payload stores them and as the ledger keeps them, and a key that may read both. */
export async function seedDelivery({ db, url }: { db: Db; url: string }): Promise<{ authorization: string }> {
  const channel = new ObjectId()
  const posts = Array.from({ length: 10 }, (_, n) => ({ coverId: new ObjectId(), id: new ObjectId(), n }))
  const now = new Date()
  const stamps = { createdAt: now, updatedAt: now }

  await db
    .collection(CHANNELS)
    .insertOne({ _id: channel, ...stamps, name: '渠道', kind: 'feed', mode: 'live', slug: 'bench' })
  await db.collection(MEDIA).insertMany(
    posts.map(({ coverId, n }) => ({
      _id: coverId,
      ...stamps,
      alt: { zh: '海边的防晒乳' },
      filename: `cover-${n}.jpg`,
      height: 1_200,
      mimeType: 'image/jpeg',
      releasedAt: now,
      width: 1_600,
    })),
  )
  await db.collection(POSTS).insertMany(
    posts.map(({ coverId, id, n }) => ({
      _id: id,
      ...stamps,
      _status: 'published',
      body: { zh: lexicalDocument(...Array.from({ length: PARAGRAPHS }, () => paragraph(text(SENTENCE)))) },
      cover: coverId,
      excerpt: { zh: SENTENCE },
      kind: 'note',
      publishedAt: now,
      publishedOn: [channel],
      slug: `post-${n}`,
      stage: 'approved',
      title: { zh: `夏日防晒攻略 ${n}` },
      topics: ['防晒'],
    })),
  )
  await db
    .collection<ReturnType<typeof aPublished>>(PUBLICATIONS)
    .insertMany(
      posts.map(({ coverId, id, n }) => aPublished({ channel, content: contentOf({ coverId, id, n }), post: id })),
    )

  return { authorization: await createKey({ channel, url }) }
}

const contentOf = ({ coverId, id, n }: { coverId: ObjectId; id: ObjectId; n: number }) => ({
  post: aPost({
    id: id.toHexString(),
    campaign: null,
    cover: aPicture({ id: coverId.toHexString(), url: `/api/media/file/cover-${n}.jpg` }),
    gallery: [],
    locales: {
      zh: {
        excerpt: SENTENCE,
        html: `<p>${SENTENCE}</p>`.repeat(PARAGRAPHS),
        text: `${SENTENCE}\n`.repeat(PARAGRAPHS),
        title: `夏日防晒攻略 ${n}`,
      },
    },
    slug: `post-${n}`,
    topics: ['防晒'],
  }),
  rendered: {},
  schemaVersion: 1 as const,
  variant: null,
})

/** Makes the key as an administrator does, by REST. */
async function createKey({ channel, url }: { channel: ObjectId; url: string }): Promise<string> {
  const { token } = await post<{ token: string }>(`${url}/api/users/first-register`, {
    email: 'bench@drumbeat.test',
    name: 'bench',
    password: randomUUID(),
  })
  const key = randomUUID()

  await post(
    `${url}/api/${API_CLIENTS}`,
    {
      name: 'bench',
      apiKey: key,
      channels: [channel.toHexString()],
      enableAPIKey: true,
      enabled: true,
      scopes: ['delivery:read'],
    },
    { authorization: `JWT ${token}` },
  )

  return `${API_CLIENTS} API-Key ${key}`
}

async function post<Body>(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Body> {
  const response = await fetch(url, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
    method: 'POST',
  })

  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  }

  return (await response.json()) as Body
}
