import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

import type { ChannelAdapter, CommitArgs, PollArgs, PrepareArgs } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { ChannelError, type ChannelErrorArgs } from '../../src/domain/errors.ts'
import { aChannel } from '../support/aChannel.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'preparing')
})

afterEach(() => stage.sweep())
afterAll(() => stage.close())

const refusal = (args: Partial<ChannelErrorArgs> = {}) =>
  new ChannelError({ errorClass: 'retry', message: 'not now', ...args })

/** Notes what it is called with; `prepare` uploads once per handle that it does not find. */
function aPreparing(changes: Partial<ChannelAdapter> = {}) {
  const uploads: string[] = []
  const commits: CommitArgs[] = []
  const adapter: Partial<ChannelAdapter> = {
    commit(args) {
      commits.push(args)

      return Promise.resolve({ remoteId: 'r1', state: 'published' })
    },
    prepare({ handles }: PrepareArgs) {
      if (handles['mediaId'] !== undefined) {
        return Promise.resolve(handles)
      }

      uploads.push('upload')

      return Promise.resolve({ mediaId: `m${uploads.length}` })
    },
    ...changes,
  }

  return { channel: aChannel(adapter), commits, uploads }
}

describe('what an adapter prepares', () => {
  it('is stored before the one call that cannot be taken back', async () => {
    let stored: unknown
    const { channel } = aPreparing({
      async commit({ publicationId }) {
        stored = (await stage.find(publicationId)).handles

        return { remoteId: 'r1', state: 'published' }
      },
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, { state: 'published' })

    expect(stored).toEqual({ contentHash: 'hash', values: { mediaId: 'm1' } })
  })

  it('is used again by the next attempt', async () => {
    let attempts = 0
    const { channel, uploads } = aPreparing({
      commit: () =>
        ++attempts === 1
          ? Promise.reject(refusal({ retryAfterMs: 10 }))
          : Promise.resolve({ remoteId: 'r1', state: 'published' }),
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, { state: 'published' })

    expect(attempts).toBe(2)
    expect(uploads).toHaveLength(1)
  })

  it('is made anew when the platform has forgotten it', async () => {
    const used: unknown[] = []
    const { channel, uploads } = aPreparing({
      commit({ handles }) {
        used.push(handles['mediaId'])

        return used.length === 1
          ? Promise.reject(refusal({ forgetsHandles: true, retryAfterMs: 10 }))
          : Promise.resolve({ remoteId: 'r1', state: 'published' })
      },
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, { state: 'published' })

    expect(used).toEqual(['m1', 'm2'])
    expect(uploads).toHaveLength(2)
  })

  it('is of no use for other content', async () => {
    const { channel, commits } = aPreparing()
    const [id] = await stage.arm({
      channel: (await stage.join(channel)).id,
      handles: { contentHash: 'of another version', values: { mediaId: 'old' } },
    })

    await stage.start()
    await stage.reaches(id, { state: 'published' })

    expect(commits).toMatchObject([{ handles: { mediaId: 'm1' } }])
  })

  it('is kept piece by piece where the adapter asks for it, through a failure in between', async () => {
    const seen: unknown[] = []
    const { channel } = aPreparing({
      async prepare({ handles, keep }) {
        seen.push(handles)

        if (handles['first'] === undefined) {
          await keep({ first: 'u1' })
          throw refusal({ errorClass: 'unknown-outcome', retryAfterMs: 10 })
        }

        return { ...handles, second: 'u2' }
      },
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, { handles: { values: { first: 'u1', second: 'u2' } }, state: 'published' })

    expect(seen).toEqual([{}, { first: 'u1' }])
  })

  it('commits nothing when the publication went to somebody else meanwhile', async () => {
    const { channel, commits } = aPreparing({
      async prepare({ publicationId }) {
        await stage.rows.updateOne({ _id: publicationId }, { $inc: { fence: 1 }, $set: { state: 'cancelled' } })

        return { mediaId: 'm1' }
      },
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })
    const worker = await stage.start()

    await stage.reaches(id, { state: 'cancelled' })
    await worker.stop()

    expect(commits).toEqual([])
    expect(await stage.find(id)).toMatchObject({ state: 'cancelled' })
  })
})

describe('a platform that works on what it took', () => {
  it('is polled when it says, with everything that is known', async () => {
    const polled: PollArgs[] = []
    const { channel } = aPreparing({
      commit: () =>
        Promise.resolve({ handles: { msgDataId: 'd1' }, pollInMs: 100, remoteId: 'job-1', state: 'pending' }),
      poll(args) {
        polled.push(args)

        return Promise.resolve({ remoteId: 'article-1', state: 'published' })
      },
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, { receipt: { remoteId: 'article-1' }, state: 'published' })

    expect(polled).toMatchObject([
      { handles: { mediaId: 'm1', msgDataId: 'd1' }, publicationId: id, remoteId: 'job-1' },
    ])
  })

  it('keeps what it took while it refuses to be asked, so that nothing can send it a second time', async () => {
    let commits = 0
    let isRefused = true
    const { channel } = aPreparing({
      commit() {
        commits += 1

        return Promise.resolve({ pollInMs: 100, remoteId: 'job-1', state: 'pending' })
      },
      poll: () =>
        isRefused
          ? Promise.reject(refusal({ channelCode: 'HTTP_401', errorClass: 'reauth-user' }))
          : Promise.resolve({ remoteId: 'article-1', state: 'published' }),
    })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, {
      error: { class: 'reauth-user', code: 'HTTP_401' },
      pending: { misses: 1, remoteId: 'job-1' },
      state: 'sending',
    })

    isRefused = false
    await stage.rows.updateOne({ _id: id ?? '' }, { $set: { 'pending.pollAt': new Date() } })
    await stage.reaches(id, { error: null, pending: null, receipt: { remoteId: 'article-1' }, state: 'published' })

    expect(commits).toBe(1)
  })

  it('may take as long as its manifest allows', async () => {
    const patient = aChannel(
      {
        commit: () => Promise.reject(new Error('not again')),
        poll: () => Promise.resolve({ pollInMs: 60 * SECOND, remoteId: 'job-1', state: 'pending' }),
      },
      { manifest: { longestPendingMs: 10 * 24 * 60 * 60 * SECOND } },
    )
    const since = new Date(Date.now() - 3 * 24 * 60 * 60 * SECOND)
    const pending = { pollAt: new Date(), remoteId: 'job-1', since }
    const [id] = await stage.arm({ channel: (await stage.join(patient)).id, pending, state: 'sending' })

    await stage.start()
    await expect
      .poll(async () => (await stage.find(id)).pending?.pollAt.getTime() ?? 0, { timeout: 30 * SECOND })
      .toBeGreaterThan(pending.pollAt.getTime())

    expect(await stage.find(id)).toMatchObject({ pending: { remoteId: 'job-1', since }, state: 'sending' })
  })
})

describe('a channel on which a person publishes', () => {
  it('leaves the publication to a person when it is due', async () => {
    const { channel } = aPreparing({ commit: () => Promise.resolve({ state: 'awaiting-operator' }) })
    const [id] = await stage.arm({ channel: (await stage.join(channel)).id })

    await stage.start()
    await stage.reaches(id, { error: { class: 'needs-human', code: 'HANDED_OVER' }, state: 'awaiting-operator' })
  })
})
