import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://qyapi.weixin.qq.com'

/** developer.work.weixin.qq.com/document/path/92135 and 96355. */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'corpSecret',
      help: {
        en: 'In the WeCom admin: apps, your own app, Secret. The app must be among those that may call the customer contact API, and the IP address of this server on its trusted list.',
        zh: '企业微信管理后台 - 应用管理 - 自建应用的 Secret；该应用须在“客户联系 - API - 可调用接口的应用”中，并在“企业可信 IP”填写本服务器 IP。',
      },
      label: { en: 'Secret', zh: '应用 Secret' },
      required: true,
    },
  ],
  deduplication: 'reconcile-by-read',
  kind: 'wecom-groups',
  label: { en: 'WeCom customer groups', zh: '企业微信客户群群发' },
  limits: {
    concurrency: 1,
    imageBytes: 10_000_000,
    images: 9,
    text: { max: 4_000, unit: 'utf8-byte' },
  },
  // A member sends it when they come to it.
  longestPendingMs: 7 * DAY,
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'wecom-image', images: 'wecom-image' },
  settings: [
    {
      name: 'corpId',
      help: {
        en: 'In the WeCom admin under my company, company information, at the bottom.',
        zh: '企业微信管理后台 - 我的企业 - 企业信息最下方的“企业 ID”。',
      },
      label: { en: 'Company ID', zh: '企业 ID' },
      required: true,
    },
    {
      name: 'sender',
      help: {
        en: 'The account of the member who owns the groups; they are asked on their phone to send it. In the admin under contacts, the member’s page.',
        zh: '群主成员的账号（userid），由其在手机上确认发送；见管理后台 - 通讯录 - 成员详情。',
      },
      label: { en: 'Sending member', zh: '发送成员账号' },
      required: true,
    },
    {
      name: 'chatIdList',
      help: {
        en: 'Ids of customer groups, separated by commas; empty: the member chooses among all of theirs.',
        zh: '客户群 ID，用逗号分隔；留空则由成员在自己的全部客户群中选择。',
      },
      label: { en: 'Customer groups', zh: '客户群 ID' },
      required: false,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: { en: 'Only for a proxy of your own.', zh: '仅在自建代理或私有部署时修改。' },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
  ],
}
