import { describe, expect, it } from 'vitest'

import { qqBotKind } from '../../src/channels/qq-bot/createQqBotChannel.ts'
import type { ChannelKind } from '../../src/domain/channelAdapter.ts'
import { DAY, HOUR } from '../../src/domain/duration.ts'
import { qqBot } from '../../src/sandbox/platforms/qq-bot.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const signal = new AbortController().signal
const refused = (code: number, status = 400) => ({
  body: { code, message: 'no' },
  headers: { 'x-tps-trace-id': 'trace-7' },
  status,
})
const words = (text: string) =>
  aPost({ cover: null, gallery: [], locales: { zh: { excerpt: '', html: '', text, title: '' } }, topics: [] })

/** The kind as an account has it whose group allows active messages. */
const granted: ChannelKind = {
  ...qqBotKind,
  create: ({ account, ...options }) =>
    qqBotKind.create({ ...options, account: { ...account, limits: { capabilities: { activePush: true } } } }),
}

describe('qq-bot channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => {
      const adapter = pointedAt(granted, platform, { fetch })
      // The posts of the contract have two pictures.
      const limits = { ...adapter.manifest.limits, images: 2 }

      return { ...adapter, manifest: { ...adapter.manifest, limits } }
    },
    echo: (text) => ({ code: 50035, message: text }),
    isCommit: ({ url }) => url.endsWith('/messages'),
    kind: qqBotKind,
    narrow: { images: 1, text: { max: 10, unit: 'utf16' } },
    refusals: [
      ...[11251, 11261, 100007, 100016].map((code) => ({
        title: `wrong credentials (${code})`,
        answer: refused(code, 401),
        errorClass: 'reauth-user' as const,
        requestId: 'trace-7',
      })),
      ...[11242, 11252, 11262, 11263].map((code) => ({
        title: `a check that failed inside (${code})`,
        answer: refused(code, 500),
        errorClass: 'retry' as const,
      })),
      ...[11298, 11253, 11254, 11264].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code, 401),
        errorClass: 'not-allowed' as const,
      })),
      { title: 'a bot that is banned', answer: refused(11265), errorClass: 'disconnect' },
      { title: 'messages that come too fast', answer: refused(20028, 429), errorClass: 'throttled' },
      { title: 'a month that is used up', answer: refused(22009, 429), errorClass: 'quota-exhausted' },
      { title: 'a link', answer: refused(304003), errorClass: 'rejected-content' },
      ...[50006, 50035, 50037].map((code) => ({
        title: `what has not the form (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      ...[304023, 304024].map((code) => ({
        title: `what is held for a check (${code})`,
        answer: refused(code, 202),
        errorClass: 'unknown-outcome' as const,
      })),
      { title: 'a success without a message', answer: { body: {} }, errorClass: 'unknown-outcome' },
    ],
    samples: { 'text-only': { post: words('晚上八点直播') } },
    secrets: [STAND_IN_TOKEN, 'stand-in-access-1'],
    standIn: qqBot,
  })

  describe('on its stand-in', () => {
    const { at, compile, meets, newest, send, switchTo } = stageOf(granted, qqBot)

    const prepared = async (adapter = at(), post = aPost(), handles = {}) => {
      const args = { content: compile(adapter, post).content, publicationId: 'p1', signal }

      return { ...args, handles: await adapter.prepare!({ ...args, handles, keep: () => Promise.resolve() }) }
    }

    it('sends the text beside its picture', async () => {
      expect(await at().commit(await prepared())).toEqual({
        remoteId: expect.stringMatching(/^ROBOT1\.0_\d+$/) as string,
        state: 'published',
      })
      expect(newest()).toMatchObject({ text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' })
      expect(newest()?.media).toHaveLength(1)
    })

    it('sends a text alone, for which nothing is uploaded', async () => {
      const args = await prepared(at(), words('晚上八点直播'))

      expect(args.handles).toEqual({})
      await at().commit(args)
      expect(newest()).toMatchObject({ media: [], title: '晚上八点直播' })
    })

    it('uploads again what QQ has forgotten by then', async () => {
      const { handles } = await prepared()
      const again = await prepared(at({ clock: () => new Date(Date.now() + HOUR) }), aPost(), handles)

      expect((await prepared(at(), aPost(), handles)).handles).toEqual(handles)
      expect(again.handles).not.toEqual(handles)
    })

    it('takes 2,000 characters and not one more, as the stand-in does', async () => {
      const codes = (count: number) => compile(at(), words('字'.repeat(count))).findings.map(({ code }) => code)

      expect([codes(2_000), codes(2_001)]).toEqual([[], ['TEXT_TOO_LONG']])
      await expect(send(at(), words('字'.repeat(2_000)))).resolves.toMatchObject({ state: 'published' })
      await expect(send(at(), words('字'.repeat(2_001)))).rejects.toMatchObject({ errorClass: 'invalid-payload' })
    })

    it('sends four messages in a month, which an account may change', () => {
      expect(qqBotKind.manifest.limits.rate).toEqual({ burst: 4, count: 4, seconds: (30 * DAY) / 1_000 })
    })

    it('renews a token that ended before its time', async () => {
      switchTo('token-expired')
      expect(await send(at(), words('续期'))).toMatchObject({ state: 'published' })
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }, 0],
      ['rate-block', { channelCode: '22009', errorClass: 'quota-exhausted', requestId: 'trace-1' }, 0],
      ['error', { errorClass: 'unknown-outcome' }, 0],
      ['drop', { errorClass: 'unknown-outcome' }, 1],
      ['accept-504', { errorClass: 'unknown-outcome' }, 1],
    ] as const)('meets the fault %s', (fault, expected, taken) => meets(fault, expected, taken))

    it.each([
      ['a wrong secret', { token: 'wrong' }, { channelCode: '100016', errorClass: 'reauth-user' }],
      ['an address that is not listed', { settings: { appId: '100000001' } }, { says: { code: 'IP_NOT_LISTED' } }],
    ])('says of %s what is wrong', async (_title, changes, expected) => {
      await expect(at(changes).checkLive!({ signal })).rejects.toMatchObject(expected)
    })

    it.each([
      ['a group that is closed to it', { settings: { groupOpenid: 'closed' } }, '你好', 'PERMISSION_MISSING'],
      ['a link that is not listed', {}, '看 https://blocked.example/a', 'LINK_REFUSED'],
    ])('says of %s what is wrong', async (_title, changes, text, code) => {
      await expect(send(at(changes), words(text))).rejects.toMatchObject({ says: { code } })
    })

    it('finds nothing wrong with a good account', async () => {
      expect(await at().checkLive!({ signal })).toEqual({ accountName: 'brand', findings: [] })
    })
  })

  it('is off until the account says that the group allows active messages', () => {
    const adapter = pointedAt(qqBotKind, 'http://127.0.0.1:9')
    const content = { post: aPost(), rendered: { media: [], text: '好' }, schemaVersion: 1 as const, variant: null }
    const codes = (limits = {}) => adapter.validate({ content, limits }).map(({ code }) => code)

    expect([codes(), codes({ capabilities: { activePush: true } })]).toEqual([['PERMISSION_MISSING'], []])
    expect(adapter.validate({ content, limits: {} })).toMatchObject([{ severity: 'error' }])
  })

  it('can be rehearsed without', () => {
    const { settings } = qqBotKind.rehearseAt!({ settings: {}, token: 't', url: 'http://127.0.0.1:9' })
    const adapter = qqBotKind.create(channelOptions({ account: { mode: 'rehearsal', settings } }))
    const content = { post: aPost(), rendered: { media: [], text: '好' }, schemaVersion: 1 as const, variant: null }

    expect(adapter.validate({ content, limits: {} })).toMatchObject([{ severity: 'warning' }])
  })
})
