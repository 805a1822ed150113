import type { ChannelManifest, EmptyMessageProbe } from '../../domain/channelAdapter.ts'
import { KEYWORD_FIELD } from '../robots/fields.ts'

/** 40035 is "a parameter is missing"; that key and signature are looked at before is hearsay. 310000 is said of key words and of signatures alike. */
export const probe: EmptyMessageProbe = {
  checkedOn: '2026-11-26',
  forKeyword: ['310000'],
  isVerified: false,
  right: ['40035'],
}

/** open.dingtalk.com/document/orgapp/custom-robots-send-group-messages; 20,000 bytes of a message are hearsay. */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'url',
      type: 'url',
      help: {
        en: 'In the group on DingTalk: settings, robots, add a custom robot, then copy the Webhook address with its access_token.',
        zh: '钉钉群 - 群设置 - 机器人 - 添加自定义机器人后复制 Webhook 地址（含 access_token）。',
      },
      label: { en: 'Webhook address', zh: 'Webhook 地址' },
      required: true,
    },
    {
      name: 'secret',
      help: {
        en: 'On the same page under security settings, sign; begins with SEC.',
        zh: '同页“安全设置”勾选“加签”后显示，以 SEC 开头；未启用则留空。',
      },
      label: { en: 'Signing secret', zh: '加签密钥' },
      required: false,
    },
  ],
  deduplication: 'none',
  kind: 'dingtalk-robot',
  label: { en: 'DingTalk group robot', zh: '钉钉群机器人' },
  limits: {
    concurrency: 1,
    rate: { count: 20, seconds: 60 },
    text: { max: 20_000, unit: 'utf8-byte' },
  },
  liveCheck: { emptyMessage: probe },
  mode: 'api',
  pictures: 'bytes',
  settings: [
    {
      name: 'messageType',
      type: 'select',
      default: 'markdown',
      help: {
        en: 'Markdown keeps headings, bold, links and lists; text shows all plain.',
        zh: 'Markdown 保留标题、加粗、链接和列表；文本则全部为纯文字。',
      },
      label: { en: 'Form', zh: '消息类型' },
      options: [
        { label: { en: 'Markdown', zh: 'Markdown' }, value: 'markdown' },
        { label: { en: 'Text', zh: '文本' }, value: 'text' },
      ],
      required: false,
    },
    KEYWORD_FIELD,
  ],
}
