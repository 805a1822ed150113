import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { LONG_TEXT_FIELD } from '../thread.ts'

export const DEFAULT_SERVICE = 'https://bsky.social'

/** https://docs.bsky.app/docs/advanced-guides/rate-limits and the lexicons app.bsky.feed.post, app.bsky.embed.images */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'password',
      help: {
        en: 'An app password, made under Settings, Privacy and security, App passwords; never the password of the account.',
        zh: '应用专用密码：在“设置 - 隐私和安全 - 应用专用密码”中创建；请勿填写账号登录密码。',
      },
      label: { en: 'App password', zh: '应用专用密码' },
      required: true,
    },
  ],
  // The record's key is ours, and putting the same record there again changes nothing.
  deduplication: 'deterministic-id',
  kind: 'bluesky',
  label: { en: 'Bluesky', zh: 'Bluesky' },
  limits: {
    // Of the text, beside its graphemes.
    bodyBytes: 3_000,
    concurrency: 1,
    imageBytes: 1_000_000,
    images: 4,
    // 5,000 points an hour and 35,000 a day; a post is 3.
    rate: { burst: 10, count: 1_600, seconds: 3_600 },
    text: { max: 300, unit: 'grapheme' },
    videos: 0,
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'bluesky', images: 'bluesky' },
  settings: [
    {
      name: 'identifier',
      help: {
        en: 'The handle of the account, such as brand.bsky.social, or its DID.',
        zh: '账号的用户名，例如 brand.bsky.social，也可填写 DID。',
      },
      label: { en: 'Handle', zh: '账号名' },
      required: true,
    },
    {
      name: 'service',
      type: 'url',
      default: DEFAULT_SERVICE,
      help: {
        en: 'The server (PDS) of the account; bsky.social unless you have one of your own.',
        zh: '账号所在的服务器（PDS）；未自建时使用 bsky.social。',
      },
      label: { en: 'Server', zh: '服务器' },
      required: false,
    },
    LONG_TEXT_FIELD,
  ],
}
