import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createWebhookChannel, webhookKind } from '../../src/channels/webhook.ts'
import { findFieldProblems } from '../../src/domain/accountFields.ts'
import type { ChannelAccount } from '../../src/domain/channelAdapter.ts'
import { KIB } from '../../src/domain/duration.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { aPost } from '../support/content.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { saidInChinese } from '../support/saidInChinese.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const ID = 'a'.repeat(32)
const signal = new AbortController().signal

const at = (url: string, allow = '127.0.0.1') =>
  createWebhookChannel({
    account: { credentials: { secret: SECRET }, limits: {}, settings: { url } },
    fetch: createSafeFetch({ allow, maxAnswerBytes: 4 * KIB }),
    publicUrl: 'https://beat.example',
  })

describe('webhook channel', () => {
  itHonoursTheChannelContract({
    accept: (_request, response) => void response.writeHead(204).end(),
    create: ({ fetch, platform }) =>
      createWebhookChannel({
        account: {
          credentials: { secret: SECRET },
          limits: {},
          settings: { url: `${platform}/hook/path-token?token=query-token` },
        },
        fetch,
        publicUrl: 'https://beat.example',
      }),
    narrow: { bodyBytes: 100, images: 1, text: { max: 1, unit: 'grapheme' }, title: { max: 2, unit: 'half-width' } },
    kind: webhookKind,
    secrets: [SECRET, SECRET.slice(6), 'path-token', 'query-token'],
    serverFault: 'retry',
  })

  describe('delivery', () => {
    let receiver: Receiver

    beforeAll(async () => {
      receiver = await startReceiver()
    })

    beforeEach(() => {
      receiver.received.length = 0
    })

    afterAll(() => receiver.close())

    const send = (changes = {}) => {
      const adapter = at(receiver.url)
      const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(changes), variant: null })

      return adapter.commit({ content, handles: {}, publicationId: ID, signal })
    }

    it('can be verified by any library of Standard Webhooks and is known by the publication', async () => {
      expect(await send()).toEqual({ remoteId: ID, state: 'published' })

      const [request] = receiver.received

      expect(request?.headers['webhook-id']).toBe(ID)
      expect(new Webhook(SECRET).verify(request?.body ?? '', request?.headers ?? {})).toMatchObject({
        data: {
          media: [{ url: 'https://beat.example/api/media/file/sun.jpg' }, {}],
          publication: ID,
          text: '记得补涂。',
          title: '夏日防晒攻略',
        },
        type: 'post.published',
      })
    })

    it('cannot be verified with another secret', async () => {
      await send()

      const [request] = receiver.received

      expect(() =>
        new Webhook(`whsec_${btoa('another secret of some length')}`).verify(
          request?.body ?? '',
          request?.headers ?? {},
        ),
      ).toThrow()
    })

    it('repeats itself under the same id', async () => {
      await send()
      await send()

      expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([ID, ID])
    })

    it('tells of a withdrawal under an id of its own', async () => {
      await at(receiver.url).withdraw?.({ handles: {}, publicationId: ID, receipt: { remoteId: ID }, signal })

      expect(receiver.received[0]?.headers['webhook-id']).toBe(`${ID}.withdrawn`)
      expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
        data: { publication: ID },
        type: 'post.withdrawn',
      })
    })

    it('sends no body over 256 KiB and says so before', async () => {
      const long = { locales: { zh: { excerpt: '', html: '', text: '长'.repeat(100 * KIB), title: 't' } } }
      const compiled = compileContent({
        adapter: at(receiver.url),
        limits: {},
        locale: 'zh',
        post: aPost(long),
        variant: null,
      })

      expect(compiled.findings).toMatchObject([{ code: 'BODY_TOO_LARGE' }])
      expect(saidInChinese(await send(long).catch((error: unknown) => error))).toMatch(
        /^内容共 \d+ 字节，超 262144 字节 \d+ 字节$/,
      )
      await expect(send(long)).rejects.toMatchObject({ channelCode: 'BODY_TOO_LARGE', errorClass: 'invalid-payload' })
      expect(receiver.received).toEqual([])
    })
  })
})

describe('webhookKind', () => {
  const check = (account: Pick<ChannelAccount, 'credentials' | 'settings'>) => [
    ...findFieldProblems(webhookKind.manifest, account),
    ...(webhookKind.checkAccount?.(account) ?? []),
  ]

  it.each([
    ['nothing', {}, {}, ['settings.url', 'credentials.secret']],
    ['an address of another scheme', { secret: SECRET }, { url: 'ftp://example.com' }, ['settings.url']],
    ['a password in the address', { secret: SECRET }, { url: 'https://u:p@example.com' }, ['settings.url']],
    ['a secret without its mark', { secret: 'plain' }, { url: 'https://example.com' }, ['credentials.secret']],
    ['a secret that is not base64', { secret: 'whsec_§§' }, { url: 'https://example.com' }, ['credentials.secret']],
    ['an empty secret', { secret: 'whsec_' }, { url: 'https://example.com' }, ['credentials.secret']],
    ['a good account', { secret: SECRET }, { url: 'https://example.com/hook?x=1' }, []],
  ])('checks %s', (_title, credentials, settings, paths) => {
    expect(check({ credentials, settings }).map(({ path }) => path)).toEqual(paths)
  })
})
