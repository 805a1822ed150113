import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, SECOND } from '../../src/domain/duration.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterAll(() => repeats.stop())

const inDays = (days: number) => new Date(Date.parse(repeats.inAnHour) + days * DAY).toISOString()
const titles = async (schedule: string) =>
  (await repeats.findRows(schedule))
    .filter(({ state }) => state === 'armed')
    .map(({ content }) => content.post.locales.zh?.title)
const codes = ({ body }: { body: Record<string, unknown> }) => {
  const [error] = body['errors'] as { data?: { errors?: { code: string }[] } }[]

  return error?.data?.errors?.map(({ code }) => code)
}

async function approveAnew(post: string, title: string): Promise<void> {
  await repeats.asAdmin('PATCH', `/posts/${post}`, { title })
  expect((await repeats.asAdmin('PATCH', `/posts/${post}`, { stage: 'approved' })).status).toBe(200)
}

describe('a save of what pinned a version that is pruned', () => {
  const prune = (post: string) =>
    repeats.db.collection('_posts_versions').deleteMany({ 'version.title.zh': '第一版', parent: new ObjectId(post) })

  async function pinned(given: Record<string, unknown> = {}): Promise<{ post: string; schedule: string }> {
    const post = await repeats.createPost('第一版')
    const schedule = await repeats.create({ post, state: 'armed', ...given })

    await approveAnew(post, '第二版')
    await prune(post)

    return { post, schedule }
  }

  it.each([
    ['moves', [{ publishAt: () => inDays(2) }]],
    ['ends a pause', [{ state: 'paused' }, { state: 'armed' }]],
    ['moves while it is paused', [{ state: 'paused' }, { publishAt: () => inDays(2), state: 'armed' }]],
  ])('%s and keeps what was approved', async (_title, changes) => {
    const { schedule } = await pinned()

    for (const change of changes) {
      const body = Object.fromEntries(
        Object.entries(change).map(([name, value]) => [name, typeof value === 'function' ? value() : value]),
      )
      const answer = await repeats.change(schedule, body)

      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }

    expect(await titles(schedule)).toEqual(['第一版'])
  })

  it('keeps it whether or not a draft waits above', async () => {
    const { post, schedule } = await pinned()

    await repeats.asAdmin('PATCH', `/posts/${post}?draft=true`, { title: '草稿' })
    expect((await repeats.change(schedule, { publishAt: inDays(2) })).status).toBe(200)
    expect(await titles(schedule)).toEqual(['第一版'])
  })

  it.each(['this', 'following'])('keeps it when an occurrence is moved, %s', async (scope) => {
    const { schedule } = await pinned({ recurrence: 'FREQ=DAILY;COUNT=4' })
    const [, , third] = await repeats.findRows(schedule)
    const act = { action: 'move', occurrenceAt: third?.occurrenceAt, scope, to: inDays(2.1) }
    const answer = await repeats.actOnOccurrence(schedule, act)
    const following = (answer.body['following'] as { id: string } | null)?.id

    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect([...(await titles(schedule)), ...(following === undefined ? [] : await titles(following))]).toEqual(
      Array(4).fill('第一版'),
    )
  })

  it('is refused for a channel for which nothing holds it, until it is armed anew', async () => {
    const { schedule } = await pinned()
    const refused = await repeats.change(schedule, { channels: repeats.channels })

    expect([refused.status, codes(refused)]).toEqual([400, ['PINNED_GONE']])
    expect((await repeats.change(schedule, { channels: repeats.channels, rearm: true })).status).toBe(200)
    expect(await titles(schedule)).toEqual(['第二版', '第二版'])
  })
})

describe('what a person cancelled on one channel', () => {
  const standing = async (schedule: string) => {
    const rows = (await repeats.findRows(schedule)).filter(({ state }) => state === 'armed')

    return rows.map(({ channel }) => channel)
  }

  it.each([
    ['moves', [{ publishAt: 2 }]],
    ['says how it catches up', [{ catchUp: 'skip' }]],
    ['ends a pause', [{ state: 'paused' }, { state: 'armed' }]],
  ])('stays cancelled by a save that %s', async (_title, changes) => {
    const schedule = await repeats.create({ channels: repeats.channels, state: 'armed' })
    const row = (await repeats.findRows(schedule)).find(({ channel }) => channel === repeats.channels[0])

    expect((await repeats.act(String(row?.id), 'cancel')).status).toBe(200)

    for (const { publishAt, ...change } of changes as { publishAt?: number }[]) {
      const moved = publishAt === undefined ? {} : { publishAt: inDays(publishAt) }

      expect((await repeats.change(schedule, { ...change, ...moved })).status).toBe(200)
    }

    expect(await standing(schedule)).toEqual(repeats.channels.slice(1))
    expect((await repeats.change(schedule, { rearm: true })).status).toBe(200)
    expect((await standing(schedule)).toSorted()).toEqual(repeats.channels.toSorted())
    expect((await repeats.change(schedule, { publishAt: inDays(3) })).status).toBe(200)
    expect((await standing(schedule)).toSorted()).toEqual(repeats.channels.toSorted())
  })
})

describe('a schedule that has published its post on one channel', () => {
  it('takes no other', async () => {
    const schedule = await repeats.create({ channels: repeats.channels, state: 'armed' })
    const [row] = await repeats.findRows(schedule)

    await repeats.settle(row?.id, 'published')

    const refused = await repeats.change(schedule, { post: await repeats.createPost('彼') })

    expect([refused.status, codes(refused)]).toEqual([400, ['OTHER_POST_OUT']])
    expect((await repeats.change(schedule, { publishAt: inDays(2) })).status).toBe(200)
  })
})

describe('a repeat that is turned into what comes once', () => {
  async function turned(unpublishAt: string | null = null): Promise<string> {
    const schedule = await repeats.create({ recurrence: 'FREQ=DAILY;COUNT=3', state: 'armed', unpublishAt })
    const [first] = await repeats.findRows(schedule)

    await repeats.settle(first?.id, 'published')

    const turn = await repeats.change(schedule, {
      publishAt: inDays(5),
      recurrence: null,
      ...(unpublishAt !== null && { unpublishAt: inDays(7) }),
    })

    expect(turn.status, JSON.stringify(turn.body)).toBe(200)

    return schedule
  }
  const standing = async (schedule: string) =>
    (await repeats.findRows(schedule))
      .filter(({ state }) => state === 'armed')
      .map(({ channel, dueAt }) => [channel, dueAt])
      .toSorted()

  it('gets another channel beside the first', async () => {
    const schedule = await turned()

    expect((await repeats.change(schedule, { channels: repeats.channels })).status).toBe(200)
    expect(await standing(schedule)).toEqual(repeats.channels.map((channel) => [channel, inDays(5)]).toSorted())
  })

  it.each([
    ['moves', [{ publishAt: true }]],
    ['pauses and goes on', [{ state: 'paused' }, { state: 'armed' }]],
    ['moves while it is paused', [{ state: 'paused' }, { publishAt: true }, { state: 'armed' }]],
  ])('%s', async (_title, changes) => {
    const schedule = await turned()
    const [channel] = repeats.channels
    const moves = changes.some(({ publishAt }: { publishAt?: boolean }) => publishAt)

    for (const { publishAt, ...change } of changes as { publishAt?: boolean }[]) {
      const answer = await repeats.change(schedule, { ...change, ...(publishAt && { publishAt: inDays(6) }) })

      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }

    expect(await standing(schedule)).toEqual([[channel, inDays(moves ? 6 : 5)]])
  })

  it('goes out once, and not again when it is saved', async () => {
    const schedule = await turned()
    const last = (await repeats.findRows(schedule)).find(({ state }) => state === 'armed')

    await repeats.db.collection('schedules').updateOne({ _id: new ObjectId(schedule) }, { $set: { state: 'armed' } })
    await repeats.rows.updateOne({ _id: String(last?.id) }, { $set: { state: 'published' } })

    const answer = await repeats.change(schedule, { publishAt: inDays(8) })

    expect([answer.status, codes(answer)]).toEqual([400, ['DONE']])
  })

  it('leaves what is out of it where it is until it was to come down', async () => {
    const schedule = await turned(inDays(1))

    expect((await repeats.findRow(schedule)).unpublishAt?.toISOString()).toBe(inDays(1))
    expect((await repeats.change(schedule, { unpublishAt: inDays(9) })).status).toBe(200)

    const rows = await repeats.findRows(schedule)

    expect((await repeats.findRow(schedule)).unpublishAt?.toISOString()).toBe(inDays(1))
    expect(rows.filter(({ state }) => state === 'armed').map(({ unpublishAt }) => unpublishAt)).toEqual([inDays(9)])
  })
})

describe('a switch from the latest version to a pinned one', () => {
  it.each([
    ['armed', [{ content: 'pinned' }]],
    ['paused', [{ state: 'paused' }, { content: 'pinned' }, { state: 'armed' }]],
  ])('pins what stands while it is %s', async (_title, changes) => {
    const post = await repeats.createPost('第一版')
    const schedule = await repeats.create({ content: 'latest', post, state: 'armed' })

    await approveAnew(post, '第二版')
    await expect.poll(() => titles(schedule), { timeout: 20 * SECOND }).toEqual(['第二版'])
    // A draft is nobody's approval.
    await repeats.asAdmin('PATCH', `/posts/${post}`, { title: '草稿' })

    for (const change of changes) {
      expect((await repeats.change(schedule, change)).status).toBe(200)
    }

    expect(await titles(schedule)).toEqual(['第二版'])
  })
})

describe('a repeat that cannot be sent at the moment', () => {
  it.each([
    ['an occurrence, while a channel is paused', 'this', 'channel', 6],
    ['an occurrence and those after it, while a channel is paused', 'following', 'channel', 4],
    ['an occurrence, while its post is in the trash', 'this', 'post', 6],
    ['an occurrence and those after it, while its post is in the trash', 'following', 'post', 4],
  ])('can be called back: %s', async (_title, scope, what, left) => {
    const post = await repeats.createPost('第一版')
    const schedule = await repeats.create({
      channels: repeats.channels,
      post,
      recurrence: 'FREQ=DAILY;COUNT=4',
      state: 'armed',
    })
    const occurrenceAt = inDays(2)
    const [, channel] = repeats.channels
    const pause = (mode: string) =>
      what === 'channel' ? repeats.asAdmin('PATCH', `/channels/${channel}`, { mode }) : Promise.resolve()

    await pause('paused')

    if (what === 'post') {
      await repeats.asAdmin('PATCH', `/posts/${post}`, { deletedAt: new Date().toISOString() })
    }

    const act = { action: 'cancel', occurrenceAt, scope }
    const answer = await repeats.actOnOccurrence(schedule, act)

    await pause('live')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await titles(schedule)).toHaveLength(left)
  })
})

describe('a paused schedule that gets another post', () => {
  it('sends that post', async () => {
    const schedule = await repeats.create({ post: await repeats.createPost('此'), state: 'armed' })

    await repeats.change(schedule, { state: 'paused' })
    await repeats.change(schedule, { post: await repeats.createPost('彼') })
    expect((await repeats.change(schedule, { state: 'armed' })).status).toBe(200)
    expect(await titles(schedule)).toEqual(['彼'])
  })
})
