import { describe, expect, it } from 'vitest'

import { weiboKind } from '../../src/channels/weibo/createWeiboChannel.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { weibo } from '../../src/sandbox/platforms/weibo.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const signal = new AbortController().signal
const refused = (code: number) => ({ body: { error: 'no', error_code: code }, status: 400 })
const rows = (title: string, errorClass: 'invalid-payload', ...codes: number[]) =>
  codes.map((code) => ({ title: `${title} (${code})`, answer: refused(code), channelCode: String(code), errorClass }))
const words = (text: string) =>
  aPost({ cover: null, gallery: [], locales: { zh: { excerpt: '', html: '', text, title: '' } }, topics: [] })
const one = (changes = {}) => aPost({ gallery: [], ...changes })
/** What Weibo allows one picture of; the posts of the contract have two. */
const limits = { images: 2 }

describe('weibo channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => {
      const adapter = pointedAt(weiboKind, platform, { fetch })

      return { ...adapter, manifest: { ...adapter.manifest, limits: { ...adapter.manifest.limits, ...limits } } }
    },
    echo: (text) => ({ error: text, error_code: 10008 }),
    kind: weiboKind,
    narrow: { images: 1, text: { max: 10, unit: 'half-width' } },
    refusals: [
      ...[10001, 10003, 10010, 10011, 20032].map((code) => ({
        title: `a fault inside (${code})`,
        answer: refused(code),
        errorClass: 'unknown-outcome' as const,
      })),
      ...[10002, 10009].map((code) => ({
        title: `a service that is busy (${code})`,
        answer: refused(code),
        errorClass: 'retry' as const,
      })),
      ...[10006, 10013, 21301, 21314, 21315, 21316, 21317, 21319, 21327, 21332].map((code) => ({
        title: `a token that is no good (${code})`,
        answer: refused(code),
        errorClass: 'reauth-user' as const,
      })),
      ...[10005, 10014, 20015, 21321].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code),
        errorClass: 'not-allowed' as const,
      })),
      ...[10004, 10022, 10023, 10024].map((code) => ({
        title: `a used-up quota (${code})`,
        answer: refused(code),
        errorClass: 'quota-exhausted' as const,
      })),
      ...rows(
        'what has not the form',
        'invalid-payload',
        ...[10007, 10008, 10012, 10016, 10017, 10018, 10020, 10021, 20005, 20006, 20008, 20012],
      ),
      ...[20017, 20018, 20019, 20020, 20021].map((code) => ({
        title: `what Weibo does not want (${code})`,
        answer: refused(code),
        errorClass: 'rejected-content' as const,
      })),
      { title: 'posts too soon', answer: refused(20016), errorClass: 'throttled', retryAfterMs: MINUTE },
      { title: 'a code from a picture', answer: refused(20031), errorClass: 'needs-human' },
      { title: 'a success without a post', answer: { body: { text: '好' } }, errorClass: 'unknown-outcome' },
    ],
    samples: {
      'own-link': { post: words('看 https://shop.brand.example/sun，补涂') },
    },
    secrets: [STAND_IN_TOKEN],
    standIn: weibo,
  })

  describe('on its stand-in', () => {
    const { at, compile, meets, newest, send } = stageOf(weiboKind, weibo)
    const codesOf = (text: string, settings = {}) =>
      compile(at({ settings }), words(text)).findings.map(({ code }) => code)

    it('publishes the text with a link to the safe domain and the picture', async () => {
      expect(await send(at(), one())).toMatchObject({
        remoteId: expect.stringMatching(/^\d{16}$/) as string,
        state: 'published',
        url: expect.stringMatching(/^https:\/\/m\.weibo\.cn\/status\/\d+$/) as string,
      })
      expect(newest()).toMatchObject({ text: '记得补涂。\n\nhttps://brand.example/', title: '夏日防晒攻略' })
      expect(newest()?.media).toHaveLength(1)
    })

    it('publishes without a picture', async () => {
      await send(at(), words('好'))
      expect(newest()?.media).toEqual([])
    })

    it('counts 140 汉字, Latin letters as halves, and not one half more, as Weibo does', async () => {
      const room = 280 - '\n\nhttps://brand.example/'.length
      const full = '字'.repeat(Math.floor(room / 2)) + 'a'.repeat(room % 2)

      expect([codesOf(full), codesOf(`${full}a`)]).toEqual([[], ['TEXT_TOO_LONG']])
      await expect(send(at(), words(full))).resolves.toMatchObject({ state: 'published' })
      await expect(send(at(), words(`${full}a`))).rejects.toMatchObject({
        channelCode: '20012',
        errorClass: 'invalid-payload',
      })
    })

    it.each([
      ['no link', '好', { link: '' }, ['SAFE_LINK_MISSING']],
      ['a link elsewhere', '看 https://other.example/a', {}, ['SAFE_LINK_MISSING']],
      ['a host that only ends alike', '看 https://notbrand.example/a', {}, ['SAFE_LINK_MISSING']],
      ['the domain', '看 https://brand.example/a', {}, []],
      ['below the domain, with punctuation after it', '看https://shop.brand.example/a。', {}, []],
      ['a topic', '#防晒# https://brand.example/a', {}, ['HASH_TOPIC_REFUSED']],
      ['the place in an address', 'https://brand.example/a#b 和 https://brand.example/c#d', {}, []],
    ])('says of %s what Weibo would', (_title, text, settings, codes) => {
      expect(codesOf(text, { link: '', safeDomain: 'brand.example', ...settings })).toEqual(codes)
    })

    it('takes one picture and not two', () => {
      const codes = (post = aPost()) => compile(at(), post).findings.map(({ code }) => code)

      expect([codes(one()), codes()]).toEqual([[], ['TOO_MANY_IMAGES']])
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }, 0],
      ['rate-block', { errorClass: 'quota-exhausted' }, 0],
      ['token-expired', { channelCode: '21327', errorClass: 'reauth-user' }, 0],
      ['duplicate', { errorClass: 'rejected-content', says: { code: 'DUPLICATE_CONTENT' } }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', (fault, expected, taken) => meets(fault, expected, taken))

    it('names the account, and when its token ends', async () => {
      const clock = () => new Date('2026-11-26T00:00:00Z')

      expect(await at({ clock }).checkLive!({ signal })).toEqual({
        accountName: 'brand',
        expiresAt: '2026-12-06T00:00:00.000Z',
        findings: [],
      })
    })

    it('says that a token is wrong', async () => {
      await expect(at({ token: 'wrong' }).checkLive!({ signal })).rejects.toMatchObject({ errorClass: 'reauth-user' })
      await expect(send(at({ token: 'wrong' }))).rejects.toMatchObject({ channelCode: '21332' })
    })

    it('sends nothing when the picture cannot be read', async () => {
      const files = { read: () => Promise.reject(new Error('the storage is away')) }

      await expect(send(at({ files }))).rejects.toMatchObject({ errorClass: 'retry' })
    })
  })
})
