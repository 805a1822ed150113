import { type Db, ObjectId } from 'mongodb'

import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import type { PublicationError, PublicationRow, PublicationState } from '../../src/domain/publication.ts'
import { CAMPAIGNS, CHANNELS, POSTS, PUBLICATIONS, SCHEDULES, USERS, WORKERS } from '../../src/domain/slugs.ts'

export const PERSON = { email: 'editor-in-chief@example.com', password: 'correct horse battery' }

export interface AdminContent {
  campaignId: string
  channelId: string
  postId: string
  publicationId: string
}

/** Fills an empty database with a little of everything that the admin shows, by REST where REST allows it. */
export async function fillAdmin({ db, origin }: { db: Db; origin: string }): Promise<AdminContent> {
  const token = await registerFirst(origin)
  const create = async (slug: string, body: object): Promise<string> =>
    (await send<{ doc: { id: string } }>(origin, 'POST', `/${slug}`, { body, token })).doc.id
  const campaignId = await create(CAMPAIGNS, { name: '双旦礼遇季' })
  const channelId = await create(CHANNELS, {
    kind: 'feed',
    mode: 'live',
    name: '小程序首页',
    slug: 'mini',
    timeZone: 'Asia/Shanghai',
  })
  const postId = await create(POSTS, {
    campaign: campaignId,
    excerpt: '冬天也要好好洗脸。',
    kind: 'note',
    title: '冬日敏感肌修护',
  })

  await send(origin, 'PATCH', `/${POSTS}/${postId}`, { body: { stage: 'approved' }, token })
  await create(SCHEDULES, {
    channels: [channelId],
    post: postId,
    publishAt: new Date(Date.now() + 3 * HOUR).toISOString(),
    publishAt_tz: 'America/New_York',
    state: 'armed',
  })

  return { campaignId, channelId, postId, publicationId: await spreadOverStates(db) }
}

/** Tried again for a while: a transaction cannot begin on collections that are being made. */
async function registerFirst(origin: string, tries = 40): Promise<string> {
  try {
    const body = { ...PERSON, name: '林小满' }

    return (await send<{ token: string }>(origin, 'POST', `/${USERS}/first-register`, { body })).token
  } catch (error) {
    if (tries === 0) {
      throw error
    }

    await new Promise((resolve) => setTimeout(resolve, 250))

    return registerFirst(origin, tries - 1)
  }
}

const STATES: readonly PublicationState[] = [
  'published',
  'failed',
  'unconfirmed',
  'awaiting-operator',
  'blocked',
  'missed',
  'sending',
  'withdrawn',
  'cancelled',
]

const ERRORS: Partial<Record<PublicationState, PublicationError>> = {
  blocked: { class: 'gate', code: 'ASK', message: '' },
  failed: { class: 'rejected-content', code: 'WORD', message: '含有禁用词' },
}

/** Copies the one armed row into every other state, as a busy day would leave them; gives a failed one's id. */
async function spreadOverStates(db: Db): Promise<string> {
  const ledger = db.collection<PublicationRow<ObjectId>>(PUBLICATIONS)
  const armed = await ledger.findOne({ state: 'armed' })

  if (armed === null) {
    throw new Error('nothing was armed')
  }

  const rows = STATES.map((state, index) => ({
    ...armed,
    _id: `${state}-0000000000000000000000000000`.slice(0, 32),
    attempts: 1,
    dueAt: new Date(Date.now() - (index + 1) * MINUTE),
    error: ERRORS[state] ?? null,
    latenessMs: 40 + index * 9_000,
    rehearsal: index % 2 === 0,
    schedule: new ObjectId(),
    startedAt: new Date(),
    state,
  }))

  await ledger.insertMany(rows)
  await db.collection<{ _id: string }>(WORKERS).insertOne({
    _id: 'worker',
    beatAt: new Date(Date.now() + HOUR),
    claims: 2,
    clockOffsetMs: 3,
    host: 'studio',
    pid: 4_242,
    startedAt: new Date(),
  } as { _id: string })

  return rows[1]?._id ?? ''
}

async function send<Answer>(
  origin: string,
  method: string,
  path: string,
  { body, token }: { body: object; token?: string },
): Promise<Answer> {
  const response = await fetch(`${origin}/api${path}`, {
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `JWT ${token}` }),
    },
    method,
  })

  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  }

  return (await response.json()) as Answer
}
