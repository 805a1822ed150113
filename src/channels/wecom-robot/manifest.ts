import type { ChannelManifest, EmptyMessageProbe } from '../../domain/channelAdapter.ts'

/** developer.work.weixin.qq.com/document/path/90313 has 44004 for a text without content; that the key is looked at before is hearsay. */
export const probe: EmptyMessageProbe = { checkedOn: '2026-11-26', isVerified: false, right: ['44004'] }

/** developer.work.weixin.qq.com/document/path/99110. */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'url',
      type: 'url',
      help: {
        en: 'In the group on WeCom: group settings, message push, add, then copy the Webhook address. Whoever knows it can post there, so it is kept sealed.',
        zh: '企业微信群 - 群设置 - 消息推送（原群机器人）- 添加后复制 Webhook 地址。知道该地址即可在群内发消息，请勿外传。',
      },
      label: { en: 'Webhook address', zh: 'Webhook 地址' },
      required: true,
    },
  ],
  deduplication: 'none',
  kind: 'wecom-robot',
  label: { en: 'WeCom group robot', zh: '企业微信群机器人' },
  limits: {
    concurrency: 1,
    imageBytes: 2_000_000,
    rate: { count: 20, seconds: 60 },
    text: { max: 4_096, unit: 'utf8-byte' },
  },
  liveCheck: { emptyMessage: probe },
  mode: 'api',
  presets: { cover: 'wecom-image', images: 'wecom-image' },
  settings: [
    {
      name: 'messageType',
      type: 'select',
      default: 'markdown',
      help: {
        en: 'Markdown up to 4,096 bytes, text up to 2,048; a card shows title, excerpt and picture and leads to the first link; a picture shows the first one.',
        zh: 'Markdown 最多 4096 字节，文本最多 2048 字节；图文卡片显示标题、摘要和图片并跳转到首个链接；图片只发第一张。',
      },
      label: { en: 'Form', zh: '消息类型' },
      options: [
        { label: { en: 'Markdown', zh: 'Markdown' }, value: 'markdown' },
        { label: { en: 'Text', zh: '文本' }, value: 'text' },
        { label: { en: 'Card', zh: '图文卡片' }, value: 'news' },
        { label: { en: 'Picture', zh: '图片' }, value: 'image' },
      ],
      required: false,
    },
    {
      name: 'link',
      type: 'url',
      help: {
        en: 'Where a card leads when its post has no link, such as your shop.',
        zh: '正文没有链接时，图文卡片跳转的网址，例如店铺首页。',
      },
      label: { en: 'Link of cards', zh: '卡片默认链接' },
      required: false,
    },
  ],
}
