import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://api.weibo.com'

/** 140 汉字, counted in halves; one picture of less than 5 MB. */
const MAX_HALF_WIDTH = 280
const IMAGE_BYTES = 4_999_999

/** open.weibo.com/wiki/2/statuses/share and open.weibo.com/wiki/Oauth2/get_token_info. */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'accessToken',
      help: {
        en: 'At open.weibo.com, your app, OAuth2: authorise the account with your app and copy access_token. It ends after some days or months; the connection test shows when.',
        zh: '在微博开放平台（open.weibo.com）用自己的应用完成 OAuth2 授权后得到的 access_token；有有效期，测试连接时会显示到期时间，到期前请重新授权。',
      },
      label: { en: 'Access token', zh: '访问令牌 access_token' },
      required: true,
    },
  ],
  // No key, and lists of own posts are closed to most apps: what is unclear only a person can see.
  deduplication: 'none',
  kind: 'weibo',
  label: { en: 'Weibo', zh: '微博' },
  limits: {
    concurrency: 1,
    imageBytes: IMAGE_BYTES,
    images: 1,
    rate: { count: 1, seconds: MINUTE / SECOND },
    text: { max: MAX_HALF_WIDTH, unit: 'half-width' },
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'weibo', images: 'weibo' },
  refusesDuplicates: true,
  settings: [
    {
      name: 'safeDomain',
      help: {
        en: 'At open.weibo.com, your app, app information, basic information: safe domains. Separate several by commas. Each post must link to one of them.',
        zh: '微博开放平台 - 我的应用 - 应用信息 - 基本信息中的“安全域名”，多个用逗号分隔；每条微博须带有其中一个域名的链接。',
      },
      label: { en: 'Safe domains', zh: '安全域名' },
      required: true,
    },
    {
      name: 'link',
      type: 'url',
      help: {
        en: 'Put at the end of a text that has no link to a safe domain, such as the address of your shop.',
        zh: '正文没有安全域名链接时附在末尾的链接，例如官网或商城地址。',
      },
      label: { en: 'Link', zh: '默认链接' },
      required: false,
    },
    {
      name: 'rip',
      help: {
        en: 'The public IP address that Weibo is told as that of the person who posts: that of your office or of this server.',
        zh: '随请求上报的操作者真实公网 IP，例如办公网络或本服务器的出口 IP。',
      },
      label: { en: 'IP address of the operator', zh: '操作者 IP' },
      pattern: String.raw`[\da-fA-F.:]+`,
      required: true,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: { en: 'Only for a proxy of your own.', zh: '仅在自建代理时修改。' },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
  ],
}
