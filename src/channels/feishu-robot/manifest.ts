import type { ChannelManifest, EmptyMessageProbe } from '../../domain/channelAdapter.ts'
import { KIB } from '../../domain/duration.ts'
import { KEYWORD_FIELD } from '../robots/fields.ts'

/** A body without `msg_type` was seen to be answered with 19002, and any body under a wrong address with 19001, but not by us; that a wrong signature comes before is hearsay. 9499 is "Bad Request" and says nothing of key and signature. */
export const probe: EmptyMessageProbe = { checkedOn: '2026-11-26', isVerified: false, right: ['19002'] }

/** open.feishu.cn/document/client-docs/bot-v3/add-custom-bot. */
export const manifest: ChannelManifest = {
  busyMinutes: [0, 30],
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'url',
      type: 'url',
      help: {
        en: 'In the group on Feishu: settings, bots, add a custom bot, then copy the Webhook address. Avoid the full and half hours such as 10:00 and 17:30: Feishu is slowed down by all others then.',
        zh: '飞书群 - 设置 - 群机器人 - 添加自定义机器人后复制 Webhook 地址。请避开 10:00、17:30 等整点和半点，官方提示此时易被限流。',
      },
      label: { en: 'Webhook address', zh: 'Webhook 地址' },
      required: true,
    },
    {
      name: 'secret',
      help: {
        en: 'On the same page under security settings, where signature verification is switched on.',
        zh: '同页“安全设置”启用“签名校验”后显示的密钥；未启用则留空。',
      },
      label: { en: 'Signing secret', zh: '签名密钥' },
      required: false,
    },
  ],
  deduplication: 'none',
  kind: 'feishu-robot',
  label: { en: 'Feishu group robot', zh: '飞书群机器人' },
  limits: {
    bodyBytes: 20 * KIB,
    concurrency: 1,
    rate: { burst: 5, count: 100, seconds: 60 },
  },
  liveCheck: { emptyMessage: probe },
  mode: 'api',
  pictures: 'bytes',
  settings: [
    {
      name: 'messageType',
      type: 'select',
      default: 'interactive',
      help: {
        en: 'A card shows the title apart and the text formatted; text shows both plain.',
        zh: '卡片单独显示标题并保留排版；文本则全部为纯文字。',
      },
      label: { en: 'Form', zh: '消息类型' },
      options: [
        { label: { en: 'Card', zh: '卡片' }, value: 'interactive' },
        { label: { en: 'Text', zh: '文本' }, value: 'text' },
      ],
      required: false,
    },
    KEYWORD_FIELD,
  ],
}
