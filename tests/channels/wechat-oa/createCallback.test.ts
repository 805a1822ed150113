import { describe, expect, it } from 'vitest'

import { sealMessage, sign } from '../../../src/channels/wechat/messageCrypto.ts'
import { createWechatOaChannel } from '../../../src/channels/wechat-oa/createWechatOaChannel.ts'
import type { CallbackRequest } from '../../../src/domain/channelCallback.ts'
import { UnauthorizedError } from '../../../src/domain/errors.ts'
import { channelOptions } from '../../support/channelOptions.ts'

const keys = {
  appId: 'wx1234567890abcdef',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  token: 'callback-token',
}
const nonce = '1320562132'
const timestamp = '1795662000'

const callbackOf = (credentials: Record<string, string>) =>
  createWechatOaChannel(channelOptions({ account: { credentials, settings: { appId: keys.appId } } })).callback

const aRequest = (query: Record<string, string>, body = '', method: 'GET' | 'POST' = 'POST'): CallbackRequest => ({
  body: Buffer.from(body),
  header: () => undefined,
  method,
  now: new Date(),
  query: new URLSearchParams({ nonce, timestamp, ...query }),
})

/** As WeChat sends it in its safe mode. */
const push = (message: string, changes: Partial<typeof keys> = {}) => {
  const { body, signature } = sealMessage({ keys: { ...keys, ...changes }, message, nonce, timestamp })

  return callbackOf(keys)!(aRequest({ encrypt_type: 'aes', msg_signature: signature }, body))
}

const anEvent = (name: string, inner: string): string =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${inner}</xml>`

const aJob = (status: number, rest = ''): string =>
  anEvent(
    'PUBLISHJOBFINISH',
    `<PublishEventInfo><publish_id>2247503051</publish_id><publish_status>${status}</publish_status>${rest}</PublishEventInfo>`,
  )

const DONE =
  '<article_id><![CDATA[b5O2OUs25HBxRceL7hfReg]]></article_id><article_detail><count>1</count><item><idx>1</idx><article_url><![CDATA[https://mp.weixin.qq.com/s/one]]></article_url></item></article_detail>'

describe('the callback of wechat-oa', () => {
  it('tells that a publication is out, with its address', async () => {
    expect(await push(aJob(0, DONE))).toMatchObject({
      answer: { body: 'success', status: 200 },
      events: [
        {
          id: 'publish-2247503051-0',
          remoteId: '2247503051',
          result: {
            remoteId: 'b5O2OUs25HBxRceL7hfReg',
            state: 'published',
            url: 'https://mp.weixin.qq.com/s/one',
          },
        },
      ],
      signedAt: new Date(Number(timestamp) * 1_000),
    })
  })

  it.each([
    [2, 'rejected-content', 'ORIGINAL_REFUSED'],
    [3, 'needs-human', 'PUBLISH_FAILED'],
    [4, 'rejected-content', 'REVIEW_REJECTED'],
    [5, 'rejected-content', 'REMOVED_ON_PLATFORM'],
    [6, 'rejected-content', 'REMOVED_ON_PLATFORM'],
  ])('tells what status %i means', async (status, errorClass, code) => {
    expect((await push(aJob(status))).events).toMatchObject([{ result: { errorClass, says: { code } } }])
  })

  it.each([
    ['send success', { remoteId: '1000001', state: 'published', url: 'https://mp.weixin.qq.com/s/one' }],
    ['send fail', { channelCode: 'send fail', errorClass: 'needs-human' }],
    ['err(10001)', { channelCode: 'err(10001)', errorClass: 'rejected-content' }],
  ])('tells the end of a mass send: %s', async (status, result) => {
    const urls =
      '<ArticleUrlResult><ResultList><item><ArticleIdx>1</ArticleIdx><ArticleUrl><![CDATA[https://mp.weixin.qq.com/s/one]]></ArticleUrl></item><item><ArticleIdx>2</ArticleIdx><ArticleUrl>https://mp.weixin.qq.com/s/two</ArticleUrl></item></ResultList></ArticleUrlResult>'
    const message = anEvent('MASSSENDJOBFINISH', `<MsgID>1000001</MsgID><Status><![CDATA[${status}]]></Status>${urls}`)

    expect((await push(message)).events).toMatchObject([{ remoteId: '1000001', result }])
  })

  it.each([
    ['a message of a follower', anEvent('subscribe', '')],
    ['a publication that is still under way', aJob(1)],
  ])('thanks for %s and forgets it', async (_title, message) => {
    expect(await push(message)).toMatchObject({ answer: { body: 'success' }, events: [] })
  })

  it('answers whether the address is ours', async () => {
    const signature = sign(keys.token, timestamp, nonce)
    const asked = aRequest({ echostr: '5838479218127813673', signature }, '', 'GET')

    expect(await callbackOf(keys)!(asked)).toMatchObject({ answer: { body: '5838479218127813673' }, events: [] })
  })

  it.each([
    ['another token', { token: 'not-ours' }],
    ['another key', { encodingAesKey: '0'.repeat(43) }],
    ['another account', { appId: 'wx-somebody-else' }],
  ])('refuses what was signed with %s', async (_title, changes) => {
    await expect((async () => push(aJob(0, DONE), changes))()).rejects.toBeInstanceOf(UnauthorizedError)
  })

  it('refuses a plain message where a key is set, and takes it where none is', async () => {
    const { encodingAesKey: _key, ...plain } = keys
    const request = aRequest({ signature: sign(keys.token, timestamp, nonce) }, aJob(0, DONE))

    expect((await callbackOf(plain)!(request)).events).toHaveLength(1)
    await expect((async () => callbackOf(keys)!(request))()).rejects.toBeInstanceOf(UnauthorizedError)
  })

  it('is not there without a token', () => {
    expect(callbackOf({ appSecret: 'x' })).toBeUndefined()
  })
})
