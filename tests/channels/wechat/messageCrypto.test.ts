import { describe, expect, it } from 'vitest'

import { openMessage, sealMessage, sign } from '../../../src/channels/wechat/messageCrypto.ts'
import { readXml, textAt } from '../../../src/channels/wechat/readXml.ts'
import type { CallbackRequest } from '../../../src/domain/channelCallback.ts'
import { KIB, SECOND } from '../../../src/domain/duration.ts'

const keys = {
  appId: 'wxb11529c136998cb6',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  token: 'pamtest',
}
const timestamp = '1766404800'
const nonce = '1320562132'
const message = '<xml><Event><![CDATA[PUBLISHJOBFINISH]]></Event><Title><![CDATA[夏日防晒]]></Title></xml>'

const aRequest = (query: Record<string, string>, body = '', method: 'GET' | 'POST' = 'POST'): CallbackRequest => ({
  body: Buffer.from(body),
  header: () => undefined,
  method,
  now: new Date(),
  query: new URLSearchParams({ nonce, timestamp, ...query }),
})

const sealed = (changes: Partial<typeof keys> = {}) =>
  sealMessage({ keys: { ...keys, ...changes }, message, nonce, timestamp })

describe('openMessage', () => {
  it('opens an encrypted message', () => {
    const { body, signature } = sealed()

    expect(openMessage(keys, aRequest({ msg_signature: signature }, body))).toEqual({
      echo: null,
      message: { Event: 'PUBLISHJOBFINISH', Title: '夏日防晒' },
      signedAt: new Date('2025-12-22T12:00:00.000Z'),
    })
  })

  it('opens the sample of the platform’s own documentation', () => {
    const documented = {
      appId: 'wx5823bf96d3bd56c7',
      encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      token: 'QDG6eK',
    }
    const echostr = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
    const request = aRequest(
      {
        echostr,
        msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
        nonce: '263014780',
        timestamp: '1409659589',
      },
      '',
      'GET',
    )

    expect(openMessage(documented, request).echo).toBe('1616140317555161061')
  })

  it('takes a plain message where no key is set, and a plain echo', () => {
    const { encodingAesKey: _none, ...plain } = keys
    const signature = sign(keys.token, timestamp, nonce)

    expect(openMessage(plain, aRequest({ signature }, message)).message['Event']).toBe('PUBLISHJOBFINISH')
    expect(openMessage(keys, aRequest({ echostr: 'say this', signature }, '', 'GET')).echo).toBe('say this')
  })

  it.each([
    ['a signature of another token', keys, () => ({ ...sealed({ token: 'other' }) })],
    ['a body that was changed', keys, () => ({ ...sealed(), body: sealed().body })],
    ['a message of another account', keys, () => sealed({ appId: 'wx0000000000000000' })],
    ['a message under another key', { ...keys, encodingAesKey: `z${keys.encodingAesKey.slice(1)}` }, () => sealed()],
    ['a key of the wrong length', { ...keys, encodingAesKey: 'short' }, () => sealed()],
  ])('refuses %s', (_title, own, make) => {
    const { body, signature } = make()

    expect(() => openMessage(own, aRequest({ msg_signature: signature }, body))).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED' }),
    )
  })

  it('refuses a plain message where a key is set', () => {
    const signature = sign(keys.token, timestamp, nonce)

    expect(() => openMessage(keys, aRequest({ signature }, message))).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED' }),
    )
  })

  it('reads nothing of a message whose signature is not the platform’s', () => {
    const unsigned = `${sealed().body.slice(0, -'</xml>'.length)}<a></xml>`

    expect(() => openMessage(keys, aRequest({ msg_signature: 'made up' }, unsigned))).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED' }),
    )
  })

  it('opens a ciphertext that stands there without CDATA', () => {
    const { body, signature } = sealed()
    const bare = body.replaceAll(/<!\[CDATA\[|\]\]>/g, '')

    expect(openMessage(keys, aRequest({ msg_signature: signature }, bare)).message['Title']).toBe('夏日防晒')
  })

  it('has no time where none was signed', () => {
    const signature = sign(keys.token, 'soon', nonce)
    const { encodingAesKey: _none, ...plain } = keys

    expect(openMessage(plain, aRequest({ signature, timestamp: 'soon' }, message)).signedAt.getTime()).toBeNaN()
  })
})

describe('readXml', () => {
  it('reads nested and repeated elements', () => {
    const xml = readXml('<xml><info><item><idx>1</idx></item><item><idx>2</idx></item></info><n>5</n></xml>')

    expect(xml).toEqual({ info: { item: [{ idx: '1' }, { idx: '2' }] }, n: '5' })
    expect(textAt(xml, 'n')).toBe('5')
    expect(textAt(xml, 'info', 'nothing')).toBe('')
  })

  it('keeps many elements of one name in their order', () => {
    const items = Array.from({ length: 1_000 }, (_, at) => String(at))

    expect(readXml(`<x>${items.map((at) => `<a>${at}</a>`).join('')}</x>`)).toEqual({ a: items })
  })

  it.each([
    ['elements', '<a/>'],
    ['elements of many names', '<a$/>'],
    ['texts', '&amp;'],
    ['comments', '<!-- -->'],
    ['CDATA', '<![CDATA[a]]>'],
    ['spaces', ' '],
  ])('is done soon with a body full of %s', (_title, part) => {
    const count = Math.floor((256 * KIB) / part.length)
    const body = `<x>${Array.from({ length: count }, (_, at) => part.replace('$', String(at))).join('')}</x>`
    const startedAt = performance.now()

    // Refused or read, it may not hold up the process: the quadratic way took more than twenty seconds.
    try {
      readXml(body)
    } catch (error) {
      expect(error).toMatchObject({ code: 'INVALID_INPUT' })
    }

    expect(performance.now() - startedAt).toBeLessThan(2 * SECOND)
  })

  it.each([
    ['no XML', 'hello'],
    ['what does not end', '<xml><a>'],
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "aaaa">]><xml>&a;</xml>'],
    ['an entity that nobody declared', '<xml>&a;</xml>'],
    ['what is nested without end', '<a>'.repeat(40)],
    ['what has elements without end', `<x>${'<a/>'.repeat(2_000)}</x>`],
  ])('refuses %s', (_title, text) => {
    expect(() => readXml(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})
