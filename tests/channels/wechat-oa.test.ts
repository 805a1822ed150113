import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createWechatOaChannel, wechatOaKind } from '../../src/channels/wechat-oa/createWechatOaChannel.ts'
import type { ChannelAdapter, ChannelOptions, Handles, SafeFetch } from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { DAY, HOUR, MIB, MINUTE } from '../../src/domain/duration.ts'
import { wechatOa } from '../../src/sandbox/platforms/wechat-oa.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPicture, aPost } from '../support/content.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const ID = 'a'.repeat(32)
const signal = new AbortController().signal

interface Changes extends Partial<Omit<ChannelOptions, 'account'>> {
  secret?: string
  settings?: Record<string, unknown>
}

const createAt = (platform: string, { secret = STAND_IN_TOKEN, settings, ...changes }: Changes = {}) =>
  createWechatOaChannel(
    channelOptions({
      account: {
        credentials: { appSecret: secret },
        settings: { appId: 'wx1234567890abcdef', baseUrl: platform, ...settings },
      },
      ...changes,
    }),
  )

const contentOf = (adapter: ChannelAdapter, post: PostSnapshot) =>
  compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null })

const withBody = (html: string, changes: Partial<PostSnapshot> = {}): PostSnapshot =>
  aPost({ locales: { zh: { excerpt: '摘要', html, text: '正文', title: '夏日防晒攻略' } }, ...changes })

const refused = (errcode: number, errmsg = 'no') => ({ body: { errcode, errmsg } })

const RICH = [
  '<h2>步骤 &amp; 用量</h2><p style="text-align: center;padding-inline-start: 40px;"><strong>每两小时</strong>补涂<br />',
  '<a href="https://mp.weixin.qq.com/s/one">上一篇</a>、<a href="https://shop.example/?a=1&amp;b=2">去购买</a></p>',
  '<figure><img alt="海边" data-media="650000000000000000000009" height="600" width="800" src="/api/media/file/in.jpg"></figure>',
  '<figure><video controls preload="metadata" src="/api/media/file/film.mp4"></video></figure>',
  '<ul class="list-bullet"><li>洁面</li></ul><table><tbody><tr><td colspan="2">油皮</td></tr></tbody></table>',
].join('')

describe('wechat-oa channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => createAt(platform, { fetch }),
    isCommit: ({ url }) => url.includes('/freepublish/submit'),
    kind: wechatOaKind,
    narrow: {
      bodyBytes: 20,
      excerpt: { max: 3, unit: 'grapheme' },
      text: { max: 20, unit: 'utf16' },
      title: { max: 5, unit: 'grapheme' },
    },
    refusals: [
      ...[-1].map((code) => ({
        title: `a platform that is busy (${code})`,
        answer: refused(code),
        errorClass: 'unknown-outcome' as const,
      })),
      ...[40013, 40125, 40243, 41002, 41004].map((code) => ({
        title: `wrong credentials (${code})`,
        answer: refused(code),
        errorClass: 'reauth-user' as const,
      })),
      {
        title: 'an address that is not listed (40164)',
        answer: refused(40164, 'invalid ip 203.0.113.9, not in whitelist rid: 6744d1b2-2f9a'),
        channelCode: '40164',
        errorClass: 'not-allowed',
        requestId: '6744d1b2-2f9a',
      },
      ...[61004, 48001, 48004, 50001, 50002, 50004, 50005, 53500].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code),
        errorClass: 'not-allowed' as const,
      })),
      { title: 'a frozen account', answer: refused(50007), errorClass: 'disconnect' },
      ...[45011, 53501].map((code) => ({
        title: `too many calls in a minute (${code})`,
        answer: refused(code),
        errorClass: 'throttled' as const,
        retryAfterMs: MINUTE,
      })),
      ...[45009, 45028].map((code) => ({
        title: `a quota that is used up (${code})`,
        answer: refused(code),
        errorClass: 'quota-exhausted' as const,
      })),
      { title: 'the same mass send under way', answer: refused(45066), errorClass: 'retry', retryAfterMs: MINUTE },
      { title: 'figures that are not ready', answer: refused(61503), errorClass: 'retry' },
      ...[45166, 53503, 87014].map((code) => ({
        title: `content that the check refuses (${code})`,
        answer: refused(code),
        errorClass: 'rejected-content' as const,
      })),
      ...[53504, 53505].map((code) => ({
        title: `a draft for the web page only (${code})`,
        answer: refused(code),
        errorClass: 'needs-human' as const,
      })),
      ...[40007, 53502].map((code) => ({
        title: `a draft that is gone (${code})`,
        answer: refused(code),
        errorClass: 'needs-human' as const,
        forgetsHandles: true,
      })),
      ...[
        40004, 40005, 40006, 40008, 40009, 41005, 41006, 44001, 44002, 44003, 44004, 45001, 45002, 45003, 45004, 45005,
        45008, 45067, 45110, 47001, 53600, 61500, 61501,
      ].map((code) => ({
        title: `a body that is refused (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      { title: 'a code that nobody knows', answer: refused(99_999), errorClass: 'unknown-outcome' },
      { title: 'a success without a job', answer: { body: { errcode: 0 } }, errorClass: 'unknown-outcome' },
    ],
    samples: { rich: { post: withBody(RICH) } },
    secrets: [STAND_IN_TOKEN, 'stand-in-access-1'],
    standIn: wechatOa,
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(wechatOa)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const safeFetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes: Changes = {}) => createAt(platform.url, { fetch: safeFetch, ...changes })

    const prepare = (adapter: ChannelAdapter, post = aPost(), handles: Handles = {}) =>
      adapter.prepare!({
        content: contentOf(adapter, post).content,
        handles,
        keep: () => Promise.resolve(),
        publicationId: ID,
        signal,
      })

    /** Prepares, commits and polls as a worker does. */
    const send = async (adapter = at(), post = aPost(), given?: Handles) => {
      const content = contentOf(adapter, post).content
      const asked = { content, publicationId: ID, signal }
      let handles = given ?? (await prepare(adapter, post))
      let result = await adapter.commit({ ...asked, handles })

      while (result.state === 'pending') {
        handles = { ...handles, ...result.handles }
        result = await adapter.poll!({ ...asked, handles, remoteId: result.remoteId, startedAt: new Date() })
      }

      return { content, handles, receipt: result as { remoteId: string; url?: string } }
    }

    const newest = () => platform.posts().at(-1)?.draft

    it('publishes an article with its cover, its pictures and its words', async () => {
      const { handles, receipt } = await send(at(), withBody(RICH))

      expect(receipt).toMatchObject({
        remoteId: expect.stringMatching(/^article-\d+$/) as string,
        state: 'published',
        url: expect.stringMatching(/^https:\/\/mp\.weixin\.qq\.com\/s\//) as string,
      })
      expect(newest()).toMatchObject({ text: expect.stringContaining('每两小时补涂') as string, title: '夏日防晒攻略' })
      // Cover, the one in the text, the one of the gallery.
      expect(newest()?.media).toHaveLength(3)
      expect(handles).toMatchObject({ msgDataId: expect.stringMatching(/^\d+$/) as string })
    })

    it('publishes a picture message with all pictures, the plain text and hashtags', async () => {
      await send(at({ settings: { articleType: 'newspic' } }))

      expect(newest()).toMatchObject({ text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' })
      expect(newest()?.media).toHaveLength(2)
    })

    it('goes on where an earlier try ended, and uploads nothing twice', async () => {
      const calls: string[] = []
      const kept: Handles[] = []
      const counting: SafeFetch = (url, init) => {
        calls.push(new URL(url).pathname)

        return url.includes('/draft/add') &&
          kept.length > 0 &&
          calls.filter((one) => one.includes('draft')).length === 1
          ? Promise.reject(new Error('the machine stops here'))
          : safeFetch(url, init)
      }
      const adapter = at({ fetch: counting })
      const args = { content: contentOf(adapter, aPost()).content, publicationId: ID, signal }
      const keep = (handles: Handles) => Promise.resolve(void kept.push(handles))

      await expect(adapter.prepare!({ ...args, handles: {}, keep })).rejects.toThrow()
      await adapter.prepare!({ ...args, handles: kept.at(-1)!, keep })

      expect(calls.filter((path) => /uploadimg|add_material/.test(path))).toHaveLength(2)
    })

    it('keeps links only where they may lead, and says so', () => {
      const { content, findings } = contentOf(at(), withBody(RICH))

      expect(content.rendered).toMatchObject({ contentSourceUrl: 'https://shop.example/?a=1&b=2' })
      expect(content.rendered['content']).toContain('href="https://mp.weixin.qq.com/s/one"')
      expect(content.rendered['content']).not.toContain('shop.example')
      expect(findings).toEqual([expect.objectContaining({ code: 'LINKS_LEFT_OUT', severity: 'warning' })])
    })

    it('lets links lead to hosts that the account names, and to nothing that only looks like them', () => {
      const adapter = at({ settings: { linkHosts: 'shop.example，mp.weixin.qq.com' } })
      const body = '<p><a href="https://m.shop.example/1">1</a><a href="https://evilshop.example/">2</a></p>'
      const { content } = contentOf(adapter, withBody(body))

      expect(content.rendered['leftOutLinks']).toEqual(['https://evilshop.example/'])
    })

    it.each([
      [
        'title',
        32,
        (count: number) => aPost({ locales: { zh: { excerpt: '', html: '', text: '字', title: '字'.repeat(count) } } }),
        45003,
      ],
      [
        'excerpt',
        128,
        (count: number) =>
          aPost({ locales: { zh: { excerpt: '字'.repeat(count), html: '', text: '字', title: '题' } } }),
        45004,
      ],
    ] as const)('takes a %s of %i characters and not one more, as the platform does', async (path, max, post, code) => {
      expect(contentOf(at(), post(max)).findings).toEqual([])
      expect(contentOf(at(), post(max + 1)).findings).toEqual([expect.objectContaining({ path, severity: 'error' })])
      await expect(prepare(at(), post(max))).resolves.toMatchObject({ draft: expect.any(String) as string })
      await expect(prepare(at(), post(max + 1))).rejects.toMatchObject({
        channelCode: String(code),
        errorClass: 'invalid-payload',
      })
    })

    it('counts tags and picture addresses towards the length of the text', () => {
      const plain = withBody('<p>字</p>', { gallery: [] })
      const frame = String(contentOf(at(), plain).content.rendered['content']).length - 1
      const long = (count: number) => withBody(`<p>${'字'.repeat(count)}</p>`, { gallery: [] })

      expect(contentOf(at(), long(19_999 - frame)).findings).toEqual([])
      expect(contentOf(at(), long(20_000 - frame)).findings).toEqual([
        expect.objectContaining({ code: 'TEXT_TOO_LONG' }),
      ])
    })

    it.each([
      ['an article without a cover', {}, 'COVER_MISSING'],
      ['a picture message without a picture', { articleType: 'newspic' }, 'IMAGE_MISSING'],
    ])('does not take %s', (_title, settings, code) => {
      expect(contentOf(at({ settings }), aPost({ cover: null, gallery: [] })).findings).toEqual([
        expect.objectContaining({ code, severity: 'error' }),
      ])
    })

    it.each([
      ['a publication', {}, ['PERMISSION_MISSING']],
      ['a mass send, which needs no such right', { sendMode: 'mass' }, []],
    ])('says before it is due that an account may not publish: %s', (_title, settings, codes) => {
      const adapter = at({ settings })
      const limits = { capabilities: { freepublish: false } }
      const { findings } = compileContent({ adapter, limits, locale: 'zh', post: aPost(), variant: null })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })

    it('does not take more pictures than a picture message shows', () => {
      const adapter = at({ settings: { articleType: 'newspic' } })
      const pictures = (count: number) => Array.from({ length: count }, (_, index) => aPicture({ id: `${index}` }))
      const codes = (count: number) =>
        contentOf(adapter, aPost({ cover: null, gallery: pictures(count) })).findings.map(({ code }) => code)

      expect([codes(20), codes(21)]).toEqual([[], ['TOO_MANY_IMAGES']])
    })

    it.each([
      ['throttle', { errorClass: 'throttled', retryAfterMs: MINUTE }, 0],
      ['rate-block', { errorClass: 'quota-exhausted' }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
      ['review-reject', { channelCode: 'publish_status 4', errorClass: 'rejected-content', isVerdict: true }, 0],
    ] as const)('meets the fault %s', async (fault, expected, taken) => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(send()).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before + taken)
    })

    it('renews a token that ended before its time once, and publishes once', async () => {
      const before = platform.posts().length

      platform.switchTo('token-expired')
      expect(await send()).toMatchObject({ receipt: { state: 'published' } })
      expect(platform.posts()).toHaveLength(before + 1)
    })

    it('takes back what it published, also when somebody was faster', async () => {
      const before = platform.posts().length
      const adapter = at()
      const { handles, receipt } = await send(adapter)
      const withdraw = () => adapter.withdraw!({ handles, publicationId: ID, receipt, signal })

      expect(platform.posts()).toHaveLength(before + 1)
      await withdraw()
      await withdraw()
      expect(platform.posts()).toHaveLength(before)
    })

    it('reads how many people read and shared an article on a day', async () => {
      const adapter = at()
      const { handles, receipt } = await send(adapter)
      const asked = { handles, publicationId: ID, receipt, signal }
      const n = Number(receipt.remoteId.replace('article-', ''))

      expect(await adapter.metrics!({ ...asked, day: '2026-01-05' })).toEqual([
        { isTotal: false, type: 'view', value: 100 + n },
        { isTotal: false, type: 'share', value: n },
      ])
      expect(await adapter.metrics!({ ...asked, day: '2026-01-05', handles: {} })).toEqual([])
      await expect(adapter.metrics!({ ...asked, day: '2099-01-01' })).rejects.toMatchObject({ channelCode: '61501' })
    })

    it.each([
      ['a wrong AppSecret', { secret: 'wrong' }, { channelCode: '40125', errorClass: 'reauth-user' }],
      ['a wrong AppID', { settings: { appId: 'nobody' } }, { channelCode: '40013', errorClass: 'reauth-user' }],
      [
        'an address that is not listed',
        { settings: { appId: 'wx-not-listed' } },
        { channelCode: '40164', errorClass: 'not-allowed', says: { code: 'IP_NOT_LISTED' } },
      ],
      [
        'an account that is not verified',
        { settings: { appId: 'wx-unverified' } },
        { channelCode: '48001', errorClass: 'not-allowed', says: { code: 'PERMISSION_MISSING' } },
      ],
    ])('says of %s what is wrong', async (_title, changes: Changes, expected) => {
      await expect(at(changes).checkLive!({ signal })).rejects.toMatchObject(expected)
    })

    it('finds nothing wrong with a good account', async () => {
      expect(await at().checkLive!({ signal })).toEqual({ accountName: 'wx1234567890abcdef', findings: [] })
    })

    describe('when the answer to a publication is lost', () => {
      const lose = async (fault: 'accept-504' | 'error', title: string) => {
        const adapter = at()
        const post = aPost({ locales: { zh: { excerpt: '摘要', html: '', text: '正文', title } } })
        const handles = await prepare(adapter, post)
        const content = contentOf(adapter, post).content

        platform.switchTo(fault)
        await expect(send(adapter, post, handles)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
        platform.switchTo('off')

        return { content, handles, post, publicationId: ID, signal }
      }

      it('finds it in the list of what is published', async () => {
        const asked = await lose('accept-504', '找得到')

        expect(await at().reconcile!({ ...asked, startedAt: new Date() })).toMatchObject({
          remoteId: platform.posts().at(-1)?.key,
          state: 'published',
          url: expect.stringContaining('https://mp.weixin.qq.com/') as string,
        })
      })

      it('does not call it absent while a review may be under way, and does so afterwards', async () => {
        const asked = await lose('error', '没有发出')
        const look = (startedAt: Date | null) => at().reconcile!({ ...asked, startedAt })

        expect(await look(new Date())).toEqual({ state: 'unknown' })
        expect(await look(null)).toEqual({ state: 'unknown' })
        expect(await look(new Date(Date.now() - 11 * MINUTE))).toEqual({ state: 'absent' })
      })

      it('does not know about a draft that was used up and is nowhere to be seen', async () => {
        const asked = await lose('accept-504', '用掉的草稿')
        const other = {
          ...asked,
          content: { ...asked.content, rendered: { ...asked.content.rendered, title: '别的' } },
        }

        expect(await at().reconcile!({ ...other, startedAt: new Date(Date.now() - 11 * MINUTE) })).toEqual({
          state: 'unknown',
        })
      })

      it('does not adopt an older article of the same title', async () => {
        const asked = await lose('accept-504', '同名旧文')

        expect(
          await at({ clock: () => new Date(Date.now() + HOUR) }).reconcile!({
            ...asked,
            startedAt: new Date(Date.now() + HOUR),
          }),
        ).toEqual({ state: 'unknown' })
      })
    })

    describe('sending to all followers', () => {
      const mass = (changes: Changes = {}) => at({ ...changes, settings: { sendMode: 'mass' } })

      it('promises a key, and a publication does not', () => {
        expect([mass().manifest.deduplication, at().manifest.deduplication]).toEqual([
          'native-key',
          'reconcile-by-read',
        ])
      })

      it('sends once, however often the answer is lost', async () => {
        const before = platform.posts().length
        const adapter = mass()
        const handles = await prepare(adapter)

        platform.switchTo('accept-504')
        await expect(send(adapter, aPost(), handles)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })

        const { receipt } = await send(adapter, aPost(), handles)

        expect(receipt).toMatchObject({ remoteId: expect.stringMatching(/^\d+$/) as string, state: 'published' })
        expect(platform.posts()).toHaveLength(before + 1)
      })

      const commitLater = async (afterMs: number, unknownSince?: Date | null, kept: Handles = {}) => {
        const handles = { ...(await prepare(mass())), ...kept }
        const later = mass({ clock: () => new Date(Date.now() + afterMs) })

        return later.commit({
          content: contentOf(later, aPost()).content,
          handles,
          publicationId: 'b'.repeat(32),
          signal,
          ...(unknownSince !== undefined && { unknownSince }),
        })
      }

      it('does not send again under a key that WeChat has forgotten by then', async () => {
        const before = platform.posts().length

        await expect(commitLater(23 * HOUR + MINUTE, new Date())).rejects.toMatchObject({
          channelCode: 'KEY_EXPIRED',
          errorClass: 'needs-human',
        })
        expect(platform.posts()).toHaveLength(before)
      })

      it('goes on sending what was refused each time, for a month if need be', async () => {
        platform.switchTo('rate-block')
        await expect(commitLater(0, null)).rejects.toMatchObject({ errorClass: 'quota-exhausted' })
        await expect(commitLater(26 * HOUR, null)).rejects.toMatchObject({ errorClass: 'quota-exhausted' })
        platform.switchTo('off')
        expect(await commitLater(30 * DAY, null)).toMatchObject({ state: 'pending' })
      })

      it('counts from the first try where an earlier version stored it, until a person has looked', async () => {
        const before = platform.posts().length
        const kept = () => ({ firstTriedAt: new Date().toISOString() })

        await expect(commitLater(23 * HOUR + MINUTE, undefined, kept())).rejects.toMatchObject({
          channelCode: 'KEY_EXPIRED',
          errorClass: 'needs-human',
        })
        expect(platform.posts()).toHaveLength(before)
        expect(await commitLater(22 * HOUR, undefined, kept())).toMatchObject({ state: 'pending' })
        expect(await commitLater(23 * HOUR + MINUTE, null, kept())).toMatchObject({ state: 'pending' })
      })
    })
  })
})
