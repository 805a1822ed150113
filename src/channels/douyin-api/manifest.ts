import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://open.douyin.com'

/** What an account must have been granted by Douyin; off unless it says so. */
export const IMAGE_TEXT = 'imageText'

/**
 * developer.open-douyin.com: create_image_text, image-upload, video_data; 30 pictures of at most 20 MB.
 *
 * The longest text is not documented: an account overrides it.
 */
export const manifest: ChannelManifest = {
  capabilities: {
    [IMAGE_TEXT]: {
      checkedOn: '2026-11-26',
      isGranted: false,
      label: { en: 'Picture posts by API', zh: '接口发布图文' },
      note: {
        en: 'Off unless Douyin granted it to you: the interface (video.create.bind) is for own accounts of public bodies and verified companies, and its page says that it is not open to company publicity and descriptions of goods. Marketing is published by hand: use the kind “Douyin (by hand)”.',
        zh: '默认关闭：接口（video.create.bind）仅面向政府机构及认证企业的自有账号，官方说明“企业宣传、商品介绍等营销类内容分享不开放”。营销内容请使用“抖音（人工发布）”；确已获批后再为该账号开启。',
      },
    },
  },
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'refreshToken',
      help: {
        en: 'Had with the access token when the account authorises your app with video.create.bind. It ends after 30 days: then authorise anew. The connection test shows when, and you are told a week before.',
        zh: '账号以 video.create.bind 权限授权应用后，与 access_token 一同返回的 refresh_token；30 天后到期，需重新授权；测试连接时会显示到期时间，到期前一周会提醒。',
      },
      label: { en: 'Refresh token', zh: '刷新令牌 refresh_token' },
      required: true,
    },
  ],
  // No key, and nothing by which a picture post could be looked for.
  deduplication: 'none',
  kind: 'douyin-api',
  label: { en: 'Douyin picture post (API)', zh: '抖音图文（接口发布）' },
  limits: {
    concurrency: 1,
    imageBytes: 20_000_000,
    images: 30,
    text: { max: 1_000, unit: 'grapheme' },
    topics: 5,
  },
  longestPendingMs: 2 * DAY,
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'douyin', images: 'douyin' },
  settings: [
    {
      name: 'clientKey',
      help: {
        en: 'At developer.open-douyin.com, your app: Client Key.',
        zh: '抖音开放平台（developer.open-douyin.com）- 应用详情中的 Client Key。',
      },
      label: { en: 'Client Key', zh: '应用 Client Key' },
      required: true,
    },
    {
      name: 'openId',
      help: {
        en: 'open_id of the account, had with the access token when it authorises your app.',
        zh: '账号授权应用后，与 access_token 一同返回的 open_id。',
      },
      label: { en: 'Account', zh: '账号 open_id' },
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
