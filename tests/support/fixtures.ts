import { ObjectId } from 'mongodb'
import type { CollectionSlug } from 'payload'

import type { OpenPayload } from './openPayload.ts'

type Data = Record<string, unknown>

export interface Fixtures {
  /** Valid data for a new document. */
  dataFor: (slug: CollectionSlug) => Promise<Data>
  /** A new document; its id. */
  make: (slug: CollectionSlug, over?: Data) => Promise<string>
  /** A document of the collection, the same at each call; its id. */
  one: (slug: CollectionSlug) => Promise<string>
}

/** Makes valid documents of every collection, past all access. */
export function createFixtures({ payload }: OpenPayload): Fixtures {
  const known = new Map<string, Promise<string>>()
  let count = 0

  const own: Partial<Record<CollectionSlug, () => Data | Promise<Data>>> = {
    blackouts: () => ({ from: '2027-10-01T00:00:00Z', until: '2027-10-02T00:00:00Z' }),
    'brand-assets': () => ({ kind: 'logo' }),
    challenges: () => ({ endAt: '2027-01-02T00:00:00Z', hashtag: '春日', startAt: '2027-01-01T00:00:00Z' }),
    channels: () => ({
      slug: `channel-${count}`,
      kind: 'feed',
      mode: 'rehearsal',
      settings: {},
      timeZone: 'Asia/Shanghai',
    }),
    collaborations: async () => ({ partner: await one('kol-partners') }),
    'hashtag-sets': () => ({ topics: ['夏日护肤'] }),
    links: () => ({ url: 'https://example.com' }),
    schedules: async () => ({
      channels: [await one('channels')],
      post: await one('posts'),
      publishAt: '2027-01-01T00:00:00.000Z',
      publishAt_tz: 'Asia/Shanghai',
    }),
    segments: () => ({ kind: 'active' }),
    snippets: () => ({ text: '敏感肌请先在耳后试用。' }),
    submissions: async () => ({ challenge: await one('challenges') }),
    users: () => ({ email: `user-${count}@drumbeat.test`, password: 'correct-horse-battery', roles: ['analyst'] }),
    webhooks: () => ({ events: ['post.published'], url: 'https://example.com' }),
  }

  const dataFor = async (slug: CollectionSlug): Promise<Data> => {
    count += 1

    return { name: `${slug} ${count}`, title: `${slug} ${count}`, ...(await own[slug]?.()) }
  }

  const make = async (slug: CollectionSlug, over: Data = {}): Promise<string> => {
    // Nobody makes these through Payload, or not without a file.
    if (slug === 'audit-events' || slug === 'media' || slug === 'publications') {
      const _id = slug === 'publications' ? new ObjectId().toHexString() : new ObjectId()

      await payload.db.connection
        .collection(slug)
        .insertOne({ _id: _id as ObjectId, action: 'test', state: 'armed', ...over })

      return String(_id)
    }

    const { id } = await payload.create({ collection: slug, data: { ...(await dataFor(slug)), ...over } as never })

    return String(id)
  }

  const one = (slug: CollectionSlug): Promise<string> => {
    const promise = known.get(slug) ?? make(slug)

    known.set(slug, promise)

    return promise
  }

  return { dataFor, make, one }
}
