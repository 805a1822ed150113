import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { MIB } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://api.telegram.org'

/** https://core.telegram.org/bots/api and https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'botToken',
      help: {
        en: 'Given by @BotFather when the bot is made; /token shows it again.',
        zh: '在 Telegram 中向 @BotFather 创建机器人时获得；发送 /token 可再次查看。',
      },
      label: { en: 'Bot token', zh: '机器人令牌' },
      pattern: String.raw`\d+:[\w-]{20,}`,
      required: true,
    },
  ],
  // No key, no list of own messages: what is unclear only a person can see.
  deduplication: 'none',
  kind: 'telegram',
  label: { en: 'Telegram', zh: 'Telegram' },
  limits: {
    caption: { max: 1_024, unit: 'utf16' },
    concurrency: 1,
    imageBytes: 10 * MIB,
    // An album holds no more; one alone is no album.
    media: 10,
    rate: { count: 20, seconds: 60 },
    text: { max: 4_096, unit: 'utf16' },
    videoBytes: 50 * MIB,
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'telegram', images: 'telegram' },
  settings: [
    {
      name: 'chatId',
      help: {
        en: 'The @name of a public channel or group, or its number, such as -1001234567890. The bot must be an administrator there.',
        zh: '公开频道或群组的 @用户名，或其数字编号，例如 -1001234567890；机器人须为管理员。',
      },
      label: { en: 'Chat', zh: '频道或群组' },
      pattern: String.raw`@\w{4,}|-?\d+`,
      required: true,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: { en: 'Only for a Bot API server of your own.', zh: '仅在自建 Bot API 服务时填写。' },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
  ],
}
