import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { countSegments } from '../../jobs/community/countSegments.ts'
import { keepChallengesInTime } from '../../jobs/community/keepChallengesInTime.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import type { Role } from '../../src/domain/roles.ts'
import { CHALLENGES, MEMBERS, SEGMENTS } from '../../src/domain/slugs.ts'
import { type OpenPayload, openPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<Role, string>

beforeAll(async () => {
  app = await openPayload('derived_test')
  as = await signIn(app)
  await databaseOf(app.payload)
    .collection(MEMBERS)
    .insertMany(
      Array.from({ length: 12 }, (_, index) => ({
        lifecycle: index < 5 ? 'active' : 'dormant',
        points: index * 10,
        pseudonym: `m${index}`,
      })),
    )
})

afterAll(() => app.close())

const get = async (path: string) =>
  (await app.call('GET', path, { as: as.admin })).body as unknown as { docs: Record<string, unknown>[] } & Record<
    string,
    unknown
  >

const from = (ms: number): Date => new Date(Date.now() + ms)

/** A challenge as it stood in the database when time went on without anybody. */
async function aChallenge(given: object): Promise<string> {
  const { insertedId } = await databaseOf(app.payload)
    .collection(CHALLENGES)
    .insertOne({
      endAt: from(DAY),
      hashtag: '春日',
      startAt: from(-DAY),
      status: 'upcoming',
      title: { zh: '春日挑战' },
      ...given,
    })

  return insertedId.toHexString()
}

describe('the status of a challenge', () => {
  it.each([
    ['before its start', { startAt: from(HOUR), status: 'open' }, 'upcoming'],
    ['between start and end', {}, 'open'],
    ['after its end', { endAt: from(-HOUR), status: 'open' }, 'judging'],
    ['after its announcement', { endAt: from(-DAY), judging: { announceAt: from(-HOUR) } }, 'announced'],
    ['in the hands of people', { status: 'cancelled' }, 'cancelled'],
  ] as const)('follows from the time %s, on reading and in filters', async (_title, given, expected) => {
    const id = await aChallenge(given)

    expect(await get(`/challenges/${id}?depth=0`)).toMatchObject({ status: expected })

    await keepChallengesInTime(databaseOf(app.payload))

    const { docs } = await get(`/challenges?depth=0&where[status][equals]=${expected}&limit=100`)

    expect(docs.map((doc) => doc['id'])).toContain(id)
    expect(
      (
        await databaseOf(app.payload)
          .collection(CHALLENGES)
          .findOne({ _id: new ObjectId(id) })
      )?.['status'],
    ).toBe(expected)
  })
})

describe('the count of a segment', () => {
  const make = async (body: object): Promise<string> =>
    String((await app.call('POST', '/segments', { as: as.admin, body })).body.doc['id'])

  it('is taken when the segment is looked at', async () => {
    const active = await make({ kind: 'active', name: '活跃' })
    const rich = await make({
      kind: 'custom',
      name: '高积分',
      rule: { all: [{ field: 'points', operator: 'gte', value: 90 }] },
    })

    expect(await get(`/segments/${active}`)).toMatchObject({ memberCount: 5 })
    expect(await get(`/segments/${rich}`)).toMatchObject({ memberCount: 3 })

    await databaseOf(app.payload).collection(MEMBERS).insertOne({ lifecycle: 'active', points: 95, pseudonym: 'new' })

    expect(await get(`/segments/${active}`)).toMatchObject({ memberCount: 6 })
  })

  it('is counted for lists by a job', async () => {
    await databaseOf(app.payload)
      .collection(SEGMENTS)
      .updateMany({}, { $unset: { memberCount: '' } })
    await countSegments({ clock: () => new Date(), db: databaseOf(app.payload) })

    const { docs } = await get('/segments?depth=0&sort=name')

    expect(docs.map(({ memberCount }) => memberCount).sort()).toEqual([4, 6])
  })
})
