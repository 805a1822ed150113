import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { wecomGroupsKind } from '../../src/channels/wecom-groups/createWecomGroupsChannel.ts'
import type { ChannelAdapter, IsTaken } from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { DAY, MIB, MINUTE } from '../../src/domain/duration.ts'
import { wecomGroups } from '../../src/sandbox/platforms/wecom-groups.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPicture, aPost } from '../support/content.ts'
import { pointedAt } from '../support/robotStage.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const signal = new AbortController().signal
const refused = (errcode: number) => ({ body: { errcode, errmsg: 'no' } })
const words = (text: string) =>
  aPost({ cover: null, gallery: [], locales: { zh: { excerpt: '', html: '', text, title: '' } }, topics: [] })

describe('wecom-groups channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => pointedAt(wecomGroupsKind, platform, { fetch }),
    isCommit: ({ url }) => url.includes('/add_msg_template'),
    kind: wecomGroupsKind,
    narrow: { images: 1, text: { max: 10, unit: 'utf8-byte' } },
    refusals: [
      { title: 'a platform that is busy', answer: refused(-1), errorClass: 'unknown-outcome' },
      ...[40001, 40013, 40091, 41002, 41004].map((code) => ({
        title: `wrong credentials (${code})`,
        answer: refused(code),
        errorClass: 'reauth-user' as const,
      })),
      ...[60020, 48002, 60011, 81013].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code),
        errorClass: 'not-allowed' as const,
      })),
      ...[45009, 45033].map((code) => ({
        title: `too many calls (${code})`,
        answer: refused(code),
        errorClass: 'throttled' as const,
        retryAfterMs: MINUTE,
      })),
      { title: 'groups that may get no more', answer: refused(41048), errorClass: 'quota-exhausted' },
      { title: 'uploads that ended', answer: refused(40007), errorClass: 'retry', forgetsHandles: true },
      ...[40003, 40004, 40009, 40050, 40058, 44004, 45002].map((code) => ({
        title: `a task that is refused (${code})`,
        answer: refused(code),
        errorClass: 'invalid-payload' as const,
      })),
      { title: 'a success without a task', answer: { body: { errcode: 0 } }, errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN, 'stand-in-access-1'],
    standIn: wecomGroups,
  })

  describe('on its stand-in', () => {
    let platform: RunningStandIn

    beforeAll(async () => {
      platform = await startStandIn(wecomGroups)
    })

    beforeEach(() => platform.switchTo('off'))
    afterAll(() => platform.close())

    const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })
    const at = (changes: Parameters<typeof pointedAt>[2] = {}) =>
      pointedAt(wecomGroupsKind, platform.url, { fetch, ...changes })
    const argsFor = (adapter: ChannelAdapter, post: PostSnapshot = aPost()) => ({
      content: compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null }).content,
      publicationId: 'p1',
      signal,
    })

    const make = async (adapter = at(), post?: PostSnapshot) => {
      const args = argsFor(adapter, post)
      const handles = await adapter.prepare!({ ...args, handles: {}, keep: () => Promise.resolve() })

      return { args: { ...args, handles }, result: await adapter.commit({ ...args, handles }) }
    }

    it('makes a task, and is published only when the member has sent it', async () => {
      const before = platform.posts().length
      const { args, result } = await make()
      const remoteId = result.state === 'pending' ? result.remoteId : ''

      expect(result).toMatchObject({ pollInMs: MINUTE, state: 'pending' })
      expect(await at().poll!({ ...args, remoteId, startedAt: new Date() })).toMatchObject({
        pollInMs: 5 * MINUTE,
        state: 'pending',
      })
      expect(platform.posts()).toHaveLength(before)
      expect(await at().poll!({ ...args, remoteId, startedAt: new Date() })).toEqual({ remoteId, state: 'published' })
      expect(platform.posts().at(-1)?.draft).toMatchObject({
        text: '记得补涂。\n\n#防晒 #夏日护肤',
        title: '夏日防晒攻略',
      })
      expect(platform.posts().at(-1)?.draft.media).toHaveLength(2)
    })

    it('says when the member sent it and no group got it', async () => {
      platform.switchTo('rate-block')
      const { args, result } = await make()
      const remoteId = result.state === 'pending' ? result.remoteId : ''
      const asked = { ...args, remoteId, startedAt: new Date() }

      await at().poll!(asked)
      await expect(at().poll!(asked)).rejects.toMatchObject({
        channelCode: 'NO_GROUP_REACHED',
        errorClass: 'needs-human',
        isVerdict: true,
      })
    })

    it('uploads again what WeCom has forgotten by then', async () => {
      const { args } = await make()
      const later = at({ clock: () => new Date(Date.now() + 3 * DAY) })
      const keep = () => Promise.resolve()

      expect(await at().prepare!({ ...args, keep })).toEqual(args.handles)
      expect(await later.prepare!({ ...args, keep })).not.toEqual(args.handles)
    })

    it('takes 4,000 bytes and not one more, as the platform does', async () => {
      const codes = (count: number) =>
        compileContent({
          adapter: at(),
          limits: {},
          locale: 'zh',
          post: words('a'.repeat(count)),
          variant: null,
        }).findings.map(({ code }) => code)

      expect([codes(4_000), codes(4_001)]).toEqual([[], ['TEXT_TOO_LONG']])
      await expect(make(at(), words('a'.repeat(4_000)))).resolves.toMatchObject({ result: { state: 'pending' } })
      await expect(make(at(), words('a'.repeat(4_001)))).rejects.toMatchObject({ channelCode: '40058' })
    })

    it('takes nine pictures and not one more', () => {
      const codes = (count: number) => {
        const gallery = Array.from({ length: count }, (_, index) => aPicture({ id: `${index}` }))

        return compileContent({
          adapter: at(),
          limits: {},
          locale: 'zh',
          post: aPost({ cover: null, gallery }),
          variant: null,
        }).findings.map(({ code }) => code)
      }

      expect([codes(9), codes(10)]).toEqual([[], ['TOO_MANY_IMAGES']])
    })

    it('renews a token that ended before its time', async () => {
      platform.switchTo('token-expired')
      expect(await make()).toMatchObject({ result: { state: 'pending' } })
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }],
      ['error', { errorClass: 'unknown-outcome' }],
      ['drop', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      platform.switchTo(fault)
      await expect(make()).rejects.toMatchObject(expected)
    })

    it.each([
      ['a wrong secret', { token: 'wrong' }, { channelCode: '40001', errorClass: 'reauth-user' }],
      ['a wrong company', { settings: { corpId: 'nobody' } }, { channelCode: '40013', errorClass: 'reauth-user' }],
      ['an address that is not listed', { settings: { corpId: 'ww-not-listed' } }, { says: { code: 'IP_NOT_LISTED' } }],
      ['a missing permission', { settings: { corpId: 'ww-not-allowed' } }, { says: { code: 'PERMISSION_MISSING' } }],
    ])('says of %s what is wrong', async (_title, changes, expected) => {
      await expect(at(changes).checkLive!({ signal })).rejects.toMatchObject(expected)
    })

    it('finds nothing wrong with a good account', async () => {
      expect(await at().checkLive!({ signal })).toEqual({ accountName: 'rehearsal', findings: [] })
    })

    describe('when the answer to a task is lost', () => {
      it('finds it by its words, and adopts it once the member has sent it', async () => {
        const post = words('找得到的任务')

        platform.switchTo('accept-504')
        await expect(make(at(), post)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
        platform.switchTo('off')

        const asked = { ...argsFor(at(), post), handles: {} }
        const look = (later = 0) =>
          at({ clock: () => new Date(Date.now() + later) }).reconcile!({ ...asked, startedAt: new Date() })

        expect(await look(10 * MINUTE)).toEqual({ state: 'unknown' })
        expect(await look()).toMatchObject({ state: 'published' })
      })

      describe('beside tasks of the same words', () => {
        const LATER = 10 * MINUTE
        const look = (post: PostSnapshot, settings: Record<string, unknown>, isTaken?: IsTaken) => {
          const adapter = at({ clock: () => new Date(Date.now() + LATER), settings })

          return adapter.reconcile!({
            ...argsFor(adapter, post),
            handles: {},
            startedAt: new Date(),
            ...(isTaken && { isTaken }),
          })
        }
        const east = { chatIdList: 'wr-east, wr-south' }
        const west = { chatIdList: 'wr-west' }
        const sent = async (post: PostSnapshot, settings: Record<string, unknown>) => {
          const { args, result } = await make(at({ settings }), post)
          const remoteId = result.state === 'pending' ? result.remoteId : ''
          const asked = { ...args, remoteId, startedAt: new Date() }

          await at({ settings }).poll!(asked)
          expect(await at({ settings }).poll!(asked)).toMatchObject({ state: 'published' })

          return remoteId
        }

        it('passes over what went to the groups of another channel', async () => {
          const post = words('两个群的同一条消息')
          const remoteId = await sent(post, east)

          expect(await look(post, west)).toEqual({ state: 'absent' })
          expect(await look(post, east)).toEqual({ remoteId, state: 'published' })
        })

        it('passes over what still waits to go to the groups of another channel', async () => {
          const post = words('另一个群还没发')

          await make(at({ settings: east }), post)

          expect(await look(post, west)).toEqual({ state: 'absent' })
        })

        it('leaves to a person what went to some of its groups only', async () => {
          const post = words('只发到一部分群')
          const remoteId = await sent(post, west)

          expect(await look(post, { chatIdList: 'wr-east wr-west' })).toEqual({ state: 'unknown' })
          expect(await look(post, west)).toEqual({ remoteId, state: 'published' })
        })

        it('passes over what another member was asked to send', async () => {
          const post = words('另一位群主的消息')
          const remoteId = await sent(post, { sender: 'other' })

          expect(await look(post, { sender: 'rehearsal' })).toEqual({ state: 'absent' })
          expect(await look(post, { sender: 'other' })).toEqual({ remoteId, state: 'published' })
        })

        it('passes over what is another publication’s, and takes the next', async () => {
          const post = words('同一个群的两条消息')
          const [first, second] = [await sent(post, west), await sent(post, west)]
          const isTaken: IsTaken = ({ remoteId }) => Promise.resolve(remoteId === first)

          expect(await look(post, west)).toEqual({ remoteId: first, state: 'published' })
          expect(await look(post, west, isTaken)).toEqual({ remoteId: second, state: 'published' })
          expect(await look(post, west, () => Promise.resolve(true))).toEqual({ state: 'absent' })
        })

        it('looks beyond the first hundred of the company', async () => {
          for (let count = 0; count < 100; count += 1) {
            await make(at(), words(`别的消息 ${count}`))
          }

          const post = words('第一百条以后')
          const remoteId = await sent(post, west)

          expect(await look(post, west)).toEqual({ remoteId, state: 'published' })
        })
      })

      it('calls it absent only when the list has had its time', async () => {
        const asked = { ...argsFor(at(), words('没有建成的任务')), handles: {} }
        const look = (ago: number) => at().reconcile!({ ...asked, startedAt: new Date(Date.now() - ago) })

        expect(await look(0)).toEqual({ state: 'unknown' })
        expect(await look(3 * MINUTE)).toEqual({ state: 'absent' })
        expect(await at().reconcile!({ ...asked, startedAt: null })).toEqual({ state: 'unknown' })
      })
    })
  })
})
