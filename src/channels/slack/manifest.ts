import type { ChannelManifest, EmptyMessageProbe } from '../../domain/channelAdapter.ts'

export const DEFAULT_BASE_URL = 'https://slack.com/api'

/** Of an incoming webhook, by the words that scanners of leaked secrets rely on; a wrong address has words of its own. A bot is asked by auth.test. */
export const probe: EmptyMessageProbe = {
  checkedOn: '2026-11-26',
  isVerified: false,
  right: ['missing_text_or_fallback_or_attachments', 'no_text'],
}

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and …/reference/methods/chat.postMessage */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'url',
      help: {
        en: 'Without a bot: in the app under Incoming Webhooks, Add New Webhook. Posts sent so cannot be withdrawn.',
        zh: '不使用机器人时填写：在应用的“Incoming Webhooks - Add New Webhook”中创建；以此方式发出的内容无法撤回。',
      },
      label: { en: 'Webhook URL', zh: 'Webhook 地址' },
      required: false,
      type: 'url',
    },
    {
      name: 'botToken',
      help: {
        en: 'In the app under OAuth & Permissions, Bot User OAuth Token (xoxb-…), with the scope chat:write. Takes the place of the webhook.',
        zh: '在应用的“OAuth & Permissions”中复制 Bot User OAuth Token（xoxb-…），需有 chat:write 权限；填写后不再使用 Webhook。',
      },
      label: { en: 'Bot token', zh: '机器人令牌' },
      required: false,
    },
  ],
  deduplication: 'none',
  kind: 'slack',
  label: { en: 'Slack', zh: 'Slack' },
  limits: {
    concurrency: 1,
    images: 10,
    // One a second in a channel, with short bursts.
    rate: { burst: 3, count: 50, seconds: 60 },
    // What Slack advises; it cuts at 40,000.
    text: { max: 4_000, unit: 'utf16' },
    videos: 0,
  },
  liveCheck: { emptyMessage: probe },
  mode: 'api',
  presets: { cover: 'slack', images: 'slack' },
  settings: [
    {
      name: 'channel',
      help: {
        en: 'For a bot: the number at the end of the channel’s details, such as C0123456789. Invite the bot there first.',
        zh: '使用机器人时填写：频道详情底部的编号，例如 C0123456789；请先邀请机器人加入频道。',
      },
      label: { en: 'Channel', zh: '频道编号' },
      required: false,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: { en: 'Only for a server that speaks the API of Slack.', zh: '仅在使用兼容 Slack 接口的服务时填写。' },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
  ],
}
