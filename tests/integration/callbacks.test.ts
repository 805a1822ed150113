import type { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { CHANNEL_EVENTS } from '../../jobs/callbacks/channelEvents.ts'
import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { openMessage, sealMessage } from '../../src/channels/wechat/messageCrypto.ts'
import { textAt } from '../../src/channels/wechat/readXml.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import type { ChannelAdapter } from '../../src/domain/channelAdapter.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { createCallbackRoutes } from '../../src/plugin/callbacks.ts'
import { aChannel } from '../support/aChannel.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

const keys = { appId: 'wx1', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', token: 'callback-token' }
let stage: SendingStage
let channel: ObjectId

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'callbacks')
})

beforeEach(async () => {
  await ensureIndexes(stage.db, JOB_INDEXES)
  channel = (await stage.join(official)).id
  await stage.db.collection(CHANNELS).updateOne({ _id: channel }, { $set: { kind: 'test', slug: 'official' } })
})

afterEach(() => stage.sweep())
afterAll(() => stage.close())

/** Accepts, works on it, and tells the end by a callback only. */
const adapter: Partial<ChannelAdapter> = {
  callback(request) {
    const { message, signedAt } = openMessage(keys, request)
    const remoteId = textAt(message, 'publish_id')
    const result =
      textAt(message, 'publish_status') === '0'
        ? { remoteId: textAt(message, 'article_id'), state: 'published' as const, url: 'https://mp.example/s/1' }
        : new ChannelError({ channelCode: '4', errorClass: 'rejected-content', message: 'the review said no' })

    return { events: [{ id: `${remoteId}-${textAt(message, 'CreateTime')}`, remoteId, result }], signedAt }
  },
  commit: () => Promise.resolve({ pollInMs: 10 * MINUTE, remoteId: 'job-1', state: 'pending' }),
}
const official = aChannel(adapter)

const routes = createCallbackRoutes({
  channels: {
    adapterFor: () => official.adapter,
    check: () => [],
    find: () => ({ create: () => official.adapter, manifest: official.adapter.manifest }),
    kinds: () => [],
    publicUrl: '',
  },
  clock: () => new Date(),
  db: () => stage.db,
  secrets: createSecretBox({ secret: 'a-secret-for-tests-only' }),
})

interface CallArgs {
  at?: Date
  signature?: string
  slug?: string
  status?: number
}

/** Calls as the platform would. */
const call = async ({ at = new Date(), signature, slug = 'official', status = 0 }: CallArgs = {}) => {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const sealed = sealMessage({
    keys,
    message: `<xml><CreateTime>1</CreateTime><publish_id>job-1</publish_id><publish_status>${status}</publish_status><article_id>a-1</article_id></xml>`,
    nonce: 'n',
    timestamp,
  })

  return routes
    .find(({ method }) => method === 'POST')
    ?.handle({
      body: Buffer.from(sealed.body),
      header: () => undefined,
      ip: '127.0.0.1',
      method: 'POST',
      params: { slug },
      query: new URLSearchParams({ msg_signature: signature ?? sealed.signature, nonce: 'n', timestamp }),
    })
}

const events = () => stage.db.collection(CHANNEL_EVENTS).countDocuments()

describe('a platform that calls back', () => {
  it('settles what it was working on, without being asked', async () => {
    const [id] = await stage.arm({ channel })

    await stage.start()
    await stage.reaches(id, { pending: { remoteId: 'job-1' }, state: 'sending' })
    expect(await call()).toMatchObject({ status: 200 })

    await stage.reaches(id, {
      pending: null,
      receipt: { remoteId: 'a-1', url: 'https://mp.example/s/1' },
      state: 'published',
    })
  })

  it('fails what its review refused', async () => {
    const [id] = await stage.arm({ channel })

    await stage.start()
    await stage.reaches(id, { pending: { remoteId: 'job-1' }, state: 'sending' })
    await call({ status: 4 })

    await stage.reaches(id, { error: { class: 'rejected-content', code: '4' }, pending: null, state: 'failed' })
  })

  it('is heard when it is faster than the answer to the publication itself', async () => {
    await call()

    const pending = { pollAt: new Date(), remoteId: 'job-1', since: new Date() }
    const [id] = await stage.arm({ channel, pending, state: 'sending' })

    await stage.start()
    await stage.reaches(id, { receipt: { remoteId: 'a-1' }, state: 'published' })
  })

  it('is answered when it repeats itself, and changes nothing', async () => {
    expect(await call()).toMatchObject({ status: 200 })
    expect(await call({ status: 4 })).toMatchObject({ status: 200 })
    expect(await events()).toBe(1)
    expect(await stage.db.collection(CHANNEL_EVENTS).findOne()).toMatchObject({ told: { state: 'published' } })
  })

  it.each([
    ['a bad signature', { signature: '0'.repeat(40) }, 'UNAUTHORIZED'],
    ['a signature of six minutes ago', { at: new Date(Date.now() - 6 * MINUTE) }, 'UNAUTHORIZED'],
    ['a signature from six minutes ahead', { at: new Date(Date.now() + 6 * MINUTE) }, 'UNAUTHORIZED'],
    ['a channel that is not there', { slug: 'nobody' }, 'NOT_FOUND'],
  ])('is refused with %s', async (_title, args, code) => {
    await expect(call(args)).rejects.toMatchObject({ code })
    expect(await events()).toBe(0)
  })
})
