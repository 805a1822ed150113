import { afterEach, describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createEmailChannel, emailKind } from '../../src/channels/email/createEmailChannel.ts'
import { createGuardedSockets } from '../../src/channels/guardedSocket.ts'
import { guardLeaving } from '../../src/channels/leaving.ts'
import { findFieldProblems } from '../../src/domain/accountFields.ts'
import type { ChannelAccount } from '../../src/domain/channelAdapter.ts'
import { NO_COMMERCE } from '../../src/domain/disclosure/commerce.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { type MailServer, type MailServerOptions, startMailServer } from '../support/mailServer.ts'
import { saidInChinese } from '../support/saidInChinese.ts'

const PASSWORD = 'a-password-of-some-length'
const ID = '0123456789abcdef0123456789abcdef'
const settings = {
  from: '品牌 <news@brand.example>',
  to: 'fans@lists.example',
  unsubscribeUrl: 'https://brand.example/unsubscribe?list=1&key=2',
}

const createAt = (
  smtpUrl: string,
  { allow = '127.0.0.1', ...changes }: Partial<ChannelAccount> & { allow?: string } = {},
) =>
  createEmailChannel(
    channelOptions({
      account: { credentials: { smtpUrl }, settings, ...changes },
      clock: () => new Date('2026-11-26T08:00:00Z'),
      connect: createGuardedSockets({ allow }),
    }),
  )

describe('email channel', () => {
  itHonoursTheChannelContract({
    create: () => createAt('smtp://127.0.0.1:9'),
    hasOwnTransport: true,
    kind: emailKind,
    narrow: { bodyBytes: 5, title: { max: 2, unit: 'grapheme' } },
    samples: { 'text-only': { post: aPost({ cover: null, gallery: [] }) } },
  })

  describe('limits', () => {
    it.each([
      ['a subject of 200', '题'.repeat(200), []],
      ['a subject of 201', '题'.repeat(201), ['TITLE_TOO_LONG']],
    ])('finds of %s what is in excess', (_title, title, codes) => {
      const variant = { firstComment: null, media: [], text: '好', title }
      const adapter = createAt('smtp://127.0.0.1:9')
      const { findings } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant })

      expect(findings.map(({ code }) => code)).toEqual(codes)
    })
  })

  it.each([
    ['nothing to buy', '两指量。', []],
    ['a link', '两指量。https://shop.example/a', ['AD_LABEL_MISSING']],
  ])('wants a label of a commercial mail that shows %s, whatever its way out of the list', (_title, text, codes) => {
    const { findings } = compileContent({
      adapter: createAt('smtp://127.0.0.1:9'),
      commerce: { ...NO_COMMERCE, hasOffers: true },
      limits: {},
      locale: 'zh',
      post: aPost({ cover: null, gallery: [] }),
      variant: { firstComment: null, media: [], text, title: null },
    })

    expect(findings.map(({ code }) => code)).toEqual(codes)
  })

  describe('an account', () => {
    it.each([
      ['all is there', {}, {}, []],
      ['it names several recipients', { to: 'a@x.example,b@x.example' }, {}, ['settings.to']],
      ['a header hides in the sender', { from: 'a\r\nBcc: x <a@x.example>' }, {}, ['settings.from']],
      ['the server is a web address', {}, { smtpUrl: 'https://mail.example' }, ['credentials.smtpUrl']],
    ])('is told what is wrong when %s', (_title, changed, credentials, paths) => {
      const account = {
        credentials: { smtpUrl: 'smtps://user:pass@mail.example', ...credentials },
        settings: { ...settings, ...changed },
      }

      expect(findFieldProblems(emailKind.manifest, account).map(({ path }) => path)).toEqual(paths)
    })
  })

  describe('with a mail server', () => {
    let server: MailServer

    afterEach(() => server.close())

    const start = async (options?: MailServerOptions) => {
      server = await startMailServer(options)
    }

    /** One that asks for a password. */
    const startWithPassword = (answer: string, command = 'AUTH') =>
      start({
        answer: (said) =>
          said.startsWith('EHLO') ? '250-test\r\n250 AUTH PLAIN' : said.startsWith(command) ? answer : null,
      })

    const withPassword = () => `${server.url.replace('//', `//user:${PASSWORD}@`)}?ignoreTLS=true`

    const send = (adapter = createAt(server.url), signal = new AbortController().signal) =>
      adapter
        .commit({
          content: compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant: null }).content,
          handles: {},
          publicationId: ID,
          signal,
        })
        .catch((error: unknown) => {
          saidInChinese(error)
          throw error
        })

    it('sends text and HTML under an id that follows from the publication', async () => {
      await start()
      expect(await send()).toEqual({ remoteId: `<${ID}@brand.example>`, state: 'published' })

      const [mail = ''] = server.mails
      const unfolded = mail.replace(/\r\n[ \t]+/g, ' ')

      expect(unfolded).toContain(`Message-ID: <${ID}@brand.example>`)
      expect(unfolded).toContain('List-Unsubscribe: <https://brand.example/unsubscribe?list=1&key=2>')
      expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
      expect(unfolded).toContain('To: fans@lists.example')
      expect(unfolded).toContain(`Subject: =?UTF-8?B?${Buffer.from('夏日防晒攻略').toString('base64')}?=`)
      expect(unfolded).toMatch(/multipart\/alternative/)
      expect(unfolded).toMatch(/Content-Type: text\/plain/)
      expect(unfolded).toMatch(/Content-Type: text\/html/)
    })

    it('offers to unsubscribe by mail where there is no address for it, and not by one click', async () => {
      await start()
      await send(createAt(server.url, { settings: { ...settings, unsubscribeUrl: '' } }))

      expect(server.mails[0]).toContain('List-Unsubscribe: <mailto:news@brand.example?subject=unsubscribe>')
      expect(server.mails[0]).not.toContain('List-Unsubscribe-Post')
    })

    it('is the very same mail when it is sent again', async () => {
      let isFirst = true

      await start({
        answer: (command) => {
          const isLost = command === 'message' && isFirst

          isFirst &&= command !== 'message'

          return isLost ? '' : null
        },
      })

      await expect(send()).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
      expect(await send()).toMatchObject({ state: 'published' })

      const ids = server.mails.map((mail) => /Message-ID: (\S+)/.exec(mail)?.[1])

      expect(ids).toEqual([`<${ID}@brand.example>`, `<${ID}@brand.example>`])
      expect(emailKind.manifest.deduplication).toBe('deterministic-id')
    })

    it.each([
      ['a busy server', 'MAIL', '451 4.3.0 try later', { channelCode: 'SMTP_451', errorClass: 'retry' }],
      ['a server that shuts down', 'DATA', '421 closing', { errorClass: 'retry' }],
      ['a sender that is not allowed', 'MAIL', '553 5.7.1 not yours', { errorClass: 'not-allowed' }],
      ['a list that is gone', 'RCPT', '550 5.1.1 unknown', { channelCode: 'SMTP_550', errorClass: 'disconnect' }],
      [
        'a list that is gone, told late',
        'message',
        '550-5.1.1 unknown\r\n550 5.1.1 here',
        { errorClass: 'disconnect' },
      ],
      ['a mailbox that was switched off', 'RCPT', '554 5.2.1 disabled', { errorClass: 'disconnect' }],
      ['a mail without a good signature', 'message', '550 5.7.26 DMARC', { errorClass: 'not-allowed' }],
      ['a list that this sender may not write to', 'RCPT', '550 5.7.2 members', { errorClass: 'not-allowed' }],
      ['a mailbox that is full for good', 'message', '554 5.2.2 full', { errorClass: 'quota-exhausted' }],
      ['a password that has ended', 'MAIL', '550 5.7.8 sign in', { errorClass: 'reauth-user' }],
      ['a relay that is denied', 'RCPT', '554 5.7.1 relay', { errorClass: 'not-allowed' }],
      ['a mailbox that is full', 'RCPT', '452 4.2.2 full', { errorClass: 'quota-exhausted' }],
      ['a text that is taken for spam', 'message', '554 5.7.1 spam', { errorClass: 'rejected-content' }],
      ['a mail that is too large', 'message', '552 5.3.4 large', { errorClass: 'invalid-payload' }],
      ['a server that wants a password', 'MAIL', '530 5.7.0 sign in', { errorClass: 'reauth-user' }],
      ['what nobody knows', 'message', '571 what', { errorClass: 'rejected-content' }],
      ['a break before the message', 'DATA', '', { errorClass: 'retry' }],
      ['a break after the message', 'message', '', { errorClass: 'unknown-outcome' }],
    ])('takes %s for what it is', async (_title, at, reply, expected) => {
      await start({ answer: (command) => (command.startsWith(at) ? reply : null) })
      await expect(send()).rejects.toMatchObject(expected)
      expect(server.mails).toHaveLength(expected.errorClass === 'unknown-outcome' ? 1 : 0)
    })

    it('signs in, and says of a wrong password that it is wrong without telling it', async () => {
      await startWithPassword('235 2.7.0 welcome')
      expect(await send(createAt(withPassword()))).toMatchObject({ state: 'published' })
      expect(await createAt(withPassword()).checkLive?.({ signal: new AbortController().signal })).toEqual({
        accountName: settings.from,
        findings: [],
      })
      await server.close()
      await startWithPassword(`535 5.7.8 bad password ${PASSWORD}`)

      const failure: unknown = await send(createAt(withPassword())).catch((error: unknown) => error)

      expect(failure).toMatchObject({ channelCode: 'SMTP_535', errorClass: 'reauth-user' })
      expect(JSON.stringify([failure, (failure as Error).message, (failure as Error).cause])).not.toContain(PASSWORD)
    })

    it('says in the reader’s language what is wrong with its address', async () => {
      expect(saidInChinese(await send(createAt('ftp://mail.example')).catch((error: unknown) => error))).toBe(
        '邮件服务器地址未填写，或不是 smtps://… 的形式。',
      )
    })

    it('tells no password to a server without encryption', async () => {
      const heard: string[] = []

      await start({
        answer: (command) => {
          heard.push(command)

          return command.startsWith('EHLO')
            ? '250-test\r\n250 AUTH PLAIN'
            : command === 'STARTTLS'
              ? '502 5.5.1 not here'
              : null
        },
      })

      await expect(send(createAt(withPassword().replace('?ignoreTLS=true', '')))).rejects.toMatchObject({
        errorClass: 'not-allowed',
      })
      expect(heard.filter((command) => command.startsWith('AUTH'))).toEqual([])
    })

    it('connects to no private address that nobody named', async () => {
      await start()
      await expect(send(createAt(server.url, { allow: '' }))).rejects.toMatchObject({
        channelCode: 'OUTBOUND_REFUSED',
        errorClass: 'not-allowed',
      })
    })

    it('tries again later when nobody listens', async () => {
      await start()

      const gone = await startMailServer()

      await gone.close()
      await expect(send(createAt(gone.url))).rejects.toMatchObject({ errorClass: 'retry' })
    })

    it('sends nothing when it was called off before, or when the lease is lost in the middle', async () => {
      await start()
      await expect(send(undefined, AbortSignal.abort())).rejects.toMatchObject({ errorClass: 'retry' })

      const { signal } = new AbortController()

      guardLeaving(signal, () => false)
      await expect(send(undefined, signal)).rejects.toMatchObject({ errorClass: 'retry' })
      expect(server.mails).toEqual([])
    })

    it('does not know the outcome when it is called off while the server thinks', async () => {
      const controller = new AbortController()

      await start({
        answer: (command) => {
          if (command === 'message') {
            controller.abort()
          }

          return null
        },
      })

      await expect(send(undefined, controller.signal)).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
    })
  })
})
