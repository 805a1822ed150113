import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { MIB } from '../../domain/duration.ts'
import { LONG_TEXT_FIELD } from '../thread.ts'

/** https://docs.joinmastodon.org/methods/statuses/, …/methods/media/, …/api/rate-limits/ */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'accessToken',
      help: {
        en: 'On the server under Preferences, Development, New application with the scopes read, write:media and write:statuses: “Your access token”.',
        zh: '在实例的“偏好设置 - 开发 - 创建应用”中，勾选 read、write:media、write:statuses 后，复制“你的访问令牌”。',
      },
      label: { en: 'Access token', zh: '访问令牌' },
      required: true,
    },
  ],
  // The key is kept for an hour; past that the adapter looks before it sends.
  deduplication: 'native-key',
  kind: 'mastodon',
  label: { en: 'Mastodon', zh: 'Mastodon' },
  limits: {
    concurrency: 1,
    imageBytes: 16 * MIB,
    images: 4,
    // 300 calls in 5 minutes for everything; 30 uploads in 30 minutes.
    rate: { burst: 5, count: 25, seconds: 1_800 },
    text: { max: 500, unit: 'grapheme' },
    videoBytes: 99 * MIB,
    videos: 1,
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'mastodon', images: 'mastodon' },
  settings: [
    {
      name: 'instance',
      help: {
        en: 'The server of the account, such as mastodon.social; what stands after the second @ of @name@server.',
        zh: '账号所在的实例，例如 mastodon.social，即 @用户名@实例 中第二个 @ 之后的部分。',
      },
      label: { en: 'Server', zh: '实例' },
      pattern: String.raw`(https?://)?[^\s?#@]+`,
      required: true,
    },
    {
      name: 'visibility',
      type: 'select',
      default: 'public',
      help: {
        en: 'Who sees posts; “quiet public” keeps them out of the public timelines.',
        zh: '谁可以看到嘟文；“悄悄公开”不会出现在公共时间线。',
      },
      label: { en: 'Visibility', zh: '可见范围' },
      options: [
        { label: { en: 'Public', zh: '公开' }, value: 'public' },
        { label: { en: 'Quiet public', zh: '悄悄公开' }, value: 'unlisted' },
        { label: { en: 'Followers', zh: '仅关注者' }, value: 'private' },
      ],
      required: false,
    },
    LONG_TEXT_FIELD,
  ],
}
