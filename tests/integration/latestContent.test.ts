import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { createBells } from '../../jobs/bells.ts'
import { releaseHeld } from '../../jobs/holding/releaseHeld.ts'
import type { StoredRow } from '../../jobs/ledger/rows.ts'
import { returnHeld } from '../../jobs/releases/returnHeld.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { aChannel } from '../support/aChannel.ts'
import { openRepeats, type Repeats } from '../support/repeats.ts'

let repeats: Repeats

beforeAll(async () => {
  repeats = await openRepeats()
})

afterEach(() => repeats.stopWorker())

afterAll(() => repeats.stop())

const rows = () => repeats.rows
const find = (schedule: string) => repeats.findRow(schedule)
const titleOf = ({ content }: StoredRow) => content.post.locales.zh?.title

async function approveAnew(post: string, title: string): Promise<void> {
  await repeats.asAdmin('PATCH', `/posts/${post}`, { title })
  expect((await repeats.asAdmin('PATCH', `/posts/${post}`, { stage: 'approved' })).status).toBe(200)
}

/** A schedule with the latest content whose row stands like this. */
async function standing(state: PublicationState, code: string): Promise<{ post: string; schedule: string }> {
  const post = await repeats.createPost('第一版')
  const schedule = await repeats.create({ content: 'latest', post, state: 'armed' })

  await rows().updateOne(
    { _id: (await find(schedule))._id },
    { $set: { error: { class: 'gate', code, message: code }, state } },
  )

  return { post, schedule }
}

const carries = (schedule: string, title: string) =>
  expect.poll(async () => titleOf(await find(schedule)), { timeout: 20 * SECOND }).toBe(title)

const goOn = {
  'publish-now': async (id: string) => expect((await repeats.act(id, 'publish-now')).status).toBe(200),
  'publish many': (id: string) => repeats.asAdmin('POST', '/publications/answer', { answer: 'publish', ids: [id] }),
  'redrive many': (id: string) => repeats.asAdmin('POST', '/publications/redrive', { ids: [id] }),
  resume: () => releaseHeld(repeats.db),
  retry: async (id: string) => expect((await repeats.act(id, 'retry')).status).toBe(200),
  'the release goes on': () => returnHeld({ bells: createBells(() => repeats.db), db: repeats.db }),
}

const STEPS = [
  ['blocked', 'ASK', 'publish-now'],
  ['blocked', 'ASK', 'publish many'],
  ['blocked', 'FROZEN', 'resume'],
  ['blocked', 'CHANNEL_PAUSED', 'resume'],
  ['blocked', 'RELEASE_WAITS', 'the release goes on'],
  ['failed', '87014', 'retry'],
  ['failed', '87014', 'redrive many'],
  ['missed', 'PAST_GRACE', 'publish-now'],
] as const

describe('the latest approved version', () => {
  it.each(STEPS)('reaches what is %s by %s, and goes on with %s', async (state, code, step) => {
    const { post, schedule } = await standing(state, code)
    const before = await find(schedule)

    await approveAnew(post, '第二版')
    await carries(schedule, '第二版')
    expect(await find(schedule)).toMatchObject({ error: before.error, state })
    await goOn[step](before._id)

    const after = await find(schedule)

    expect([after.state, titleOf(after)]).toEqual(['armed', '第二版'])
    expect(after.versionId).not.toBe(before.versionId)
  })

  it.each(STEPS.filter(([, , step]) => !['resume', 'the release goes on'].includes(step)))(
    'is looked for again where its approval never reached what is %s by %s: %s',
    async (state, code, step) => {
      const { post, schedule } = await standing(state, code)
      const { _id, content, contentHash, versionId } = await find(schedule)

      await approveAnew(post, '第二版')
      await carries(schedule, '第二版')
      // As if the process had died before the refresh.
      await rows().updateOne({ _id }, { $set: { content, contentHash, versionId } })
      await goOn[step](_id)

      expect([(await find(schedule)).state, titleOf(await find(schedule))]).toEqual(['armed', '第二版'])
    },
  )

  it('is what a retried publication sends', async () => {
    const { post, schedule } = await standing('failed', '87014')
    const sent: unknown[] = []
    const channel = aChannel({
      commit({ content, publicationId }) {
        sent.push(content.post.locales.zh?.title)

        return Promise.resolve({ remoteId: publicationId, state: 'published' })
      },
    })

    await approveAnew(post, '第二版')
    await goOn.retry((await find(schedule))._id)
    await repeats.startWorker(channel)
    await expect
      .poll(async () => (await find(schedule)).state, { interval: 100, timeout: 30 * SECOND })
      .toBe('published')

    expect(sent).toContain('第二版')
    expect(sent).not.toContain('第一版')
  })

  it('blocks what was held where it does not fit, so that the resume sends neither', async () => {
    const { post, schedule } = await standing('blocked', 'FROZEN')
    const channel = { _id: new ObjectId(repeats.channels[0]) }

    await repeats.db
      .collection('channels')
      .updateOne(channel, { $set: { limits: { title: { max: 5, unit: 'grapheme' } } } })
    await approveAnew(post, '一个很长很长的标题')
    await expect.poll(async () => (await find(schedule)).error?.code, { timeout: 20 * SECOND }).toBe('LATEST_UNFIT')
    await goOn.resume()
    expect(await find(schedule)).toMatchObject({ state: 'blocked' })

    await approveAnew(post, '短标题')
    await expect.poll(async () => (await find(schedule)).state, { timeout: 20 * SECOND }).toBe('armed')
    await repeats.db.collection('channels').updateOne(channel, { $unset: { limits: '' } })
  })

  it.each([
    ['blocked', 'gate', 'CHANNEL_PAUSED'],
    ['armed', 'waiting', 'CHANNEL_RATE'],
  ] as const)('never changes what may be out already, whatever holds it since: %s', async (state, errorClass, code) => {
    const { post, schedule } = await standing(state, code)
    const other = await repeats.create({ channels: repeats.channels.slice(1), content: 'latest', post, state: 'armed' })

    await rows().updateOne(
      { _id: (await find(schedule))._id },
      { $set: { error: { class: errorClass, code, message: 'x' }, unknownSince: new Date() } },
    )
    await approveAnew(post, '第二版')
    await carries(other, '第二版')

    expect(titleOf(await find(schedule))).toBe('第一版')
  })

  it.each([
    ['failed', '87014', 'retry'],
    ['failed', '87014', 'redrive many'],
    ['missed', 'PAST_GRACE', 'publish-now'],
    ['missed', 'PAST_GRACE', 'redrive many'],
    ['blocked', 'ASK', 'publish many'],
  ] as const)('sends nothing of what is %s by %s where it does not fit: %s', async (state, code, step) => {
    const { post, schedule } = await standing(state, code)
    const other = await repeats.create({ channels: repeats.channels.slice(1), content: 'latest', post, state: 'armed' })
    const before = await find(schedule)
    const channel = { _id: before.channel }
    const limits = { title: { max: 5, unit: 'grapheme' } }

    await repeats.db.collection('channels').updateOne(channel, { $set: { limits } })
    await approveAnew(post, '一个很长很长的标题')
    await carries(other, '一个很长很长的标题')

    const single = step === 'retry' || step === 'publish-now'
    const answer = single
      ? await repeats.act(before._id, step)
      : await repeats.asAdmin(
          'POST',
          step === 'redrive many' ? '/publications/redrive' : '/publications/answer',
          step === 'redrive many' ? { ids: [before._id] } : { answer: 'publish', ids: [before._id] },
        )

    expect(answer.text).toContain('LATEST_UNFIT')

    const after = await find(schedule)

    expect(after.state).toBe(state)
    await repeats.db.collection('channels').updateOne(channel, { $unset: { limits: '' } })

    if (state !== 'blocked') {
      expect(after).toMatchObject({ content: before.content, error: before.error, versionId: before.versionId })
      // A version that fits reaches it all the same.
      await approveAnew(post, '短标题')
      await carries(schedule, '短标题')
    }
  })

  it('never changes what may be out already, nor what was pinned', async () => {
    const { post, schedule } = await standing('failed', '87014')
    const pinned = await repeats.create({ channels: repeats.channels.slice(1), post, state: 'armed' })

    await rows().updateOne(
      { _id: (await find(schedule))._id },
      { $set: { error: { class: 'unknown-outcome', code: 'LEASE_EXPIRED', message: 'x' } } },
    )
    await rows().updateOne({ _id: (await find(pinned))._id }, { $set: { state: 'failed' } })
    const third = await repeats.create({
      channels: repeats.channels,
      content: 'latest',
      post: post,
      publishAt: later(),
    })

    await repeats.change(third, { state: 'armed' })
    await approveAnew(post, '第二版')
    await carries(third, '第二版')

    expect([titleOf(await find(schedule)), titleOf(await find(pinned))]).toEqual(['第一版', '第一版'])
  })
})

const later = () => new Date(new Date(repeats.inAnHour).getTime() + 60 * SECOND).toISOString()
