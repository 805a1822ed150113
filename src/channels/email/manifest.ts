import type { ChannelManifest } from '../../domain/channelAdapter.ts'

/** One address, with or without a name before it. */
const ADDRESS = String.raw`[^<>@\s,;]+@[^<>@\s,;]+`

/** RFC 5321 and 5322 (SMTP and its messages), 2369 and 8058 (unsubscribing). */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'smtpUrl',
      help: {
        en: 'smtps://user:password@host:465, or smtp:// with port 587; of the provider’s page on SMTP. Signs in the user or password are written as in addresses: @ is %40.',
        zh: '形如 smtps://用户:密码@主机:465，或 smtp:// 加 587 端口，见邮件服务商的 SMTP 说明；用户名和密码中的符号需转义，例如 @ 写作 %40。',
      },
      label: { en: 'SMTP server', zh: 'SMTP 服务器' },
      pattern: String.raw`smtps?://\S+`,
      required: true,
    },
  ],
  // The Message-ID follows from the publication: a mailbox or list that has it already drops the second.
  deduplication: 'deterministic-id',
  kind: 'email',
  label: { en: 'E-mail', zh: '邮件' },
  limits: {
    // What is longer, mail programs fold away.
    bodyBytes: 100_000,
    concurrency: 1,
    rate: { burst: 5, count: 60, seconds: 60 },
    title: { max: 200, unit: 'grapheme' },
  },
  mode: 'api',
  presets: { cover: 'email', images: 'email' },
  settings: [
    {
      name: 'from',
      help: {
        en: 'Who it is from, such as Brand <news@brand.example>; an address that the SMTP server may send for.',
        zh: '发件人，例如 品牌 <news@brand.example>；须为该 SMTP 服务器允许的发件地址。',
      },
      label: { en: 'From', zh: '发件人' },
      pattern: String.raw`[^<>\r\n]*<${ADDRESS}>|${ADDRESS}`,
      required: true,
    },
    {
      name: 'to',
      help: {
        en: 'The one address of a mailing list; its server passes the mail on to those who subscribed.',
        zh: '邮件列表的地址（仅一个）；由列表服务器转发给订阅者。',
      },
      label: { en: 'To', zh: '收件人' },
      pattern: ADDRESS,
      required: true,
    },
    {
      name: 'unsubscribeUrl',
      type: 'url',
      help: {
        en: 'An https address that unsubscribes by one POST (RFC 8058). Without it mail programs write to the sender.',
        zh: '可通过一次 POST 退订的 https 网址（RFC 8058）；不填时邮件客户端会发信给发件人退订。',
      },
      label: { en: 'Address to unsubscribe', zh: '退订网址' },
      required: false,
    },
  ],
}
