import { describe, expect, it } from 'vitest'

import { kuaishouKind } from '../../src/channels/kuaishou/createKuaishouChannel.ts'
import { PART_BYTES } from '../../src/channels/kuaishou/uploadFilm.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import { kuaishou } from '../../src/sandbox/platforms/kuaishou.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aFilm, aPicture, aPost } from '../support/content.ts'
import { pointedAt, stageOf } from '../support/robotStage.ts'
import { STAND_IN_TOKEN } from '../support/standIn.ts'

const signal = new AbortController().signal
const refused = (result: number) => ({ body: { error_msg: 'no', result } })
const withFilm = (changes: Partial<PostSnapshot> = {}) => aPost({ gallery: [aFilm()], ...changes })
const worded = (text: string) => withFilm({ locales: { zh: { excerpt: '', html: '', text, title: '' } }, topics: [] })

describe('kuaishou channel', () => {
  itHonoursTheChannelContract({
    create: ({ fetch, platform }) => {
      const adapter = pointedAt(kuaishouKind, platform, { fetch })

      // The posts of the contract have no film.
      return { ...adapter, render: (args) => adapter.render({ ...args, post: { ...args.post, gallery: [aFilm()] } }) }
    },
    echo: (text) => ({ error_msg: text, result: 100200100 }),
    isCommit: ({ url }) => url.includes('/photo/publish'),
    kind: kuaishouKind,
    narrow: { text: { max: 2, unit: 'grapheme' }, videos: 0 },
    refusals: [
      { title: 'what has not the form', answer: refused(100200100), errorClass: 'invalid-payload' },
      ...[100200101, 100200106].map((code) => ({
        title: `wrong credentials (${code})`,
        answer: refused(code),
        errorClass: 'reauth-user' as const,
      })),
      ...[100200102, 100200108].map((code) => ({
        title: `a missing permission (${code})`,
        answer: refused(code),
        errorClass: 'not-allowed' as const,
      })),
      { title: 'too many calls', answer: refused(100200109), errorClass: 'throttled', retryAfterMs: MINUTE },
      ...[100200500, 12345].map((code) => ({
        title: `a fault inside, or what nobody knows (${code})`,
        answer: refused(code),
        errorClass: 'unknown-outcome' as const,
      })),
      { title: 'a success without a film', answer: { body: { result: 1 } }, errorClass: 'unknown-outcome' },
    ],
    secrets: [STAND_IN_TOKEN, 'stand-in-access-1'],
    standIn: kuaishou,
  })

  describe('on its stand-in', () => {
    const { at, compile, newest, switchTo } = stageOf(kuaishouKind, kuaishou)

    const publish = async (adapter = at(), post = withFilm()) => {
      const args = { content: compile(adapter, post).content, publicationId: 'p1', signal }
      const handles = await adapter.prepare!({ ...args, handles: {}, keep: () => Promise.resolve() })
      const result = await adapter.commit({ ...args, handles })

      return { ...args, handles, remoteId: result.state === 'pending' ? result.remoteId : '', startedAt: new Date() }
    }

    it('is published when Kuaishou works on it no more', async () => {
      const asked = await publish()

      expect(await at().poll!(asked)).toMatchObject({ pollInMs: 5 * MINUTE, state: 'pending' })
      expect(await at().poll!(asked)).toEqual({
        remoteId: asked.remoteId,
        state: 'published',
        url: `https://www.kuaishou.com/short-video/${asked.remoteId}`,
      })
      expect(newest()).toMatchObject({ text: '记得补涂。\n\n#防晒 #夏日护肤', title: '夏日防晒攻略' })
    })

    it('uploads a large film in parts', async () => {
      const bytes = new Uint8Array(2 * PART_BYTES + 1)
      const files = {
        read: () => Promise.resolve({ bytes, fileName: 'a.mp4', height: 1, mimeType: 'video/mp4', width: 1 }),
      }
      const { content, publicationId } = await publish()
      const keep = () => Promise.resolve()
      const handles = await at({ files }).prepare!({ content, handles: {}, keep, publicationId, signal })

      await expect(at().commit({ content, handles, publicationId, signal })).resolves.toMatchObject({
        state: 'pending',
      })
    })

    it('uploads nothing anew, until an upload is old', async () => {
      const { content, handles } = await publish()
      const args = { content, handles, keep: () => Promise.resolve(), publicationId: 'p1', signal }
      const later = at({ clock: () => new Date(Date.now() + 13 * HOUR) })

      expect(await at().prepare!(args)).toEqual(handles)
      expect(await later.prepare!(args)).not.toEqual(handles)
    })

    it('takes a caption of 500 and not one more, as the stand-in does', async () => {
      const codes = (count: number) => compile(at(), worded('字'.repeat(count))).findings.map(({ code }) => code)

      expect([codes(500), codes(501)]).toEqual([[], ['TEXT_TOO_LONG']])
      await expect(publish(at(), worded('字'.repeat(500)))).resolves.toBeDefined()
      await expect(publish(at(), worded('字'.repeat(501)))).rejects.toMatchObject({ errorClass: 'invalid-payload' })
    })

    it.each([
      ['no film', aPost(), ['VIDEO_MISSING']],
      ['no cover', aPost({ cover: null, gallery: [aFilm()] }), ['VIDEO_COVER_MISSING']],
      ['two films', aPost({ gallery: [aFilm(), aFilm({ id: 'b' })] }), ['TOO_MANY_VIDEOS']],
      ['a film and a cover', aPost({ cover: aPicture(), gallery: [aFilm()] }), []],
    ])('says of %s what is missing', (_title, post, codes) => {
      expect(compile(at(), post).findings.map(({ code }) => code)).toEqual(codes)
    })

    it('renews a token that ended before its time', async () => {
      switchTo('token-expired')
      expect((await publish()).remoteId).toMatch(/^3x\d+$/)
    })

    it.each([
      ['throttle', { errorClass: 'throttled' }],
      ['error', { errorClass: 'unknown-outcome' }],
    ] as const)('meets the fault %s', async (fault, expected) => {
      switchTo(fault)
      await expect(publish()).rejects.toMatchObject(expected)
    })

    it.each(['accept-504', 'drop'] as const)('finds and adopts what a lost answer left: %s', async (fault) => {
      const post = worded(`找得到的视频 ${fault}`)
      const asked = { content: compile(at(), post).content, handles: {}, publicationId: 'p1', signal }

      switchTo(fault)
      await expect(publish(at(), post)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      switchTo('off')
      expect(await at().reconcile!({ ...asked, startedAt: new Date() })).toMatchObject({ state: 'published' })
      // An older one of the same words is another publication.
      expect(await at().reconcile!({ ...asked, startedAt: new Date(Date.now() + HOUR) })).toEqual({ state: 'unknown' })
      expect(await at().reconcile!({ ...asked, startedAt: null })).toEqual({ state: 'unknown' })
    })

    it('calls nothing absent', async () => {
      const { content } = compile(at(), worded('从未发出'))
      const asked = { content, handles: {}, publicationId: 'p1', signal, startedAt: new Date(0) }

      expect(await at().reconcile!(asked)).toEqual({ state: 'unknown' })
    })

    it('tells how a film was received', async () => {
      const { remoteId } = await publish()
      const args = { day: '2026-11-26', handles: {}, publicationId: 'p1', receipt: { remoteId }, signal }

      expect(await at().metrics!(args)).toEqual([
        { isTotal: true, type: 'view', value: 70 },
        { isTotal: true, type: 'like', value: 5 },
        { isTotal: true, type: 'comment', value: 2 },
      ])
    })

    it('names the account, and says what is wrong with it', async () => {
      const asked = at({ settings: { appId: 'ks-of-another' }, stores: new Map() })
      const { expiresAt, ...check } = await asked.checkLive!({ signal })

      expect(check).toEqual({ accountName: 'brand', findings: [] })
      expect(Math.round((Date.parse(expiresAt ?? '') - Date.now()) / DAY)).toBe(180)
      await expect(at({ token: 'wrong' }).checkLive!({ signal })).rejects.toMatchObject({ errorClass: 'reauth-user' })
      await expect(publish(at({ settings: { appId: 'ks-no-scope' } }))).rejects.toMatchObject({
        says: { code: 'PERMISSION_MISSING' },
      })
    })
  })
})
