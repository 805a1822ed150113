import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY, MIB } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://open.kuaishou.com'

/**
 * mp.kuaishou.com/platformDocs/openAbility/contentManagement/createAVideo.html; the cover is less than 10 MB.
 *
 * Each renewal gives another refresh token that ends when the one before would have (`refresh_token_expires_in`), as its page of authorisation says.
 * The longest caption and the largest film are not documented: an account overrides them.
 */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'appSecret',
      help: {
        en: 'At open.kuaishou.com, your app: app_secret. The app must be granted user_video_publish and user_video_info.',
        zh: '快手开放平台（open.kuaishou.com）- 应用详情中的 app_secret；应用须已获得 user_video_publish 与 user_video_info 权限。',
      },
      label: { en: 'App secret', zh: '应用密钥 app_secret' },
      required: true,
    },
    {
      name: 'refreshToken',
      help: {
        en: 'Had with the access token when the account authorises your app. Drumbeat renews it by itself until the authorisation ends: then authorise anew. The connection test shows when, and you are told a week before.',
        zh: '账号授权应用后，与 access_token 一同返回的 refresh_token；授权有效期内由系统自动续期，到期后需重新授权；测试连接时会显示到期时间，到期前一周会提醒。',
      },
      label: { en: 'Refresh token', zh: '刷新令牌 refresh_token' },
      required: true,
    },
  ],
  deduplication: 'reconcile-by-read',
  kind: 'kuaishou',
  label: { en: 'Kuaishou', zh: '快手' },
  limits: {
    concurrency: 1,
    imageBytes: 9_999_999,
    text: { max: 500, unit: 'grapheme' },
    videoBytes: 300 * MIB,
    videos: 1,
  },
  longestPendingMs: DAY,
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'kuaishou-cover', images: 'kuaishou-cover' },
  settings: [
    {
      name: 'appId',
      help: {
        en: 'At open.kuaishou.com, your app: app_id.',
        zh: '快手开放平台（open.kuaishou.com）- 应用详情中的 app_id。',
      },
      label: { en: 'App ID', zh: '应用 app_id' },
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
