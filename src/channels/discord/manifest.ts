import type { ChannelManifest } from '../../domain/channelAdapter.ts'

/** https://discord.com/developers/docs/resources/webhook#execute-webhook; embeds as the resource "message" limits them. */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'url',
      help: {
        en: 'In the settings of the channel under Integrations, Webhooks, Copy webhook URL. For a thread, add ?thread_id= and its number.',
        zh: '在频道设置的“整合 - Webhook - 复制 Webhook URL”获取；发到子区时在末尾加 ?thread_id= 和子区编号。',
      },
      label: { en: 'Webhook URL', zh: 'Webhook 地址' },
      pattern: String.raw`https?://\S+/webhooks/\d+/[\w-]+(\?\S*)?`,
      required: true,
      type: 'url',
    },
  ],
  // A nonce is documented for bots only, and what a webhook sent cannot be listed.
  deduplication: 'none',
  kind: 'discord',
  label: { en: 'Discord', zh: 'Discord' },
  limits: {
    concurrency: 1,
    imageBytes: 8_000_000,
    media: 10,
    // 30 a minute for each webhook; the answers' headers say more.
    rate: { burst: 2, count: 25, seconds: 60 },
    text: { max: 2_000, unit: 'utf16' },
    videoBytes: 8_000_000,
    videos: 1,
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'discord', images: 'discord' },
  settings: [
    {
      name: 'embed',
      type: 'boolean',
      default: false,
      help: {
        en: 'A card with title, text of up to 4,096 characters and the first picture, in place of a plain message.',
        zh: '以卡片形式发送：含标题、最多 4096 字的正文和首图，代替普通消息。',
      },
      label: { en: 'As a card', zh: '卡片样式' },
      required: false,
    },
  ],
}

/** Of an embed, in place of those of a message. */
export const EMBED_LIMITS = {
  text: { max: 4_096, unit: 'utf16' },
  title: { max: 256, unit: 'utf16' },
} as const
