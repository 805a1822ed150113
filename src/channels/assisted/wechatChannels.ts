import { createAssistedKind } from './createAssistedKind.ts'
import { hashtag } from './hashtags.ts'
import { CHECK_LABELS, FIRST_COMMENT, PASTE_LINK, SAVE_MEDIA } from './steps.ts'

/** WeChat Channels (视频号) by hand; its short title is shown on the card of the film. */
export const wechatChannelsKind = createAssistedKind({
  assisted: {
    checklist: [
      SAVE_MEDIA,
      {
        en: 'In WeChat, open Channels and publish the film or the pictures, or do it in the Channels assistant on a computer.',
        zh: '在微信“视频号”发表视频或图片，也可在电脑上用视频号助手。',
      },
      { en: 'Paste the text and the short title.', zh: '粘贴描述与短标题。' },
      CHECK_LABELS,
      FIRST_COMMENT,
      PASTE_LINK,
    ],
    isHiddenFromMachines: true,
    liveUrlHosts: ['channels.weixin.qq.com'],
    liveUrlPattern: String.raw`^/(web/pages/feed|platform/post)\b`,
    openUrl: 'https://channels.weixin.qq.com/platform/post/create',
    shortLinks: [{ host: 'weixin.qq.com', pattern: String.raw`^/sph/.+` }],
  },
  checkedOn: '2026-11-26',
  hasTitle: true,
  hashtag,
  kind: 'wechat-channels',
  label: { en: 'WeChat Channels', zh: '视频号' },
  limits: {
    images: 9,
    text: { max: 1_000, unit: 'grapheme' },
    title: { max: 32, unit: 'half-width' },
    topics: 10,
    videos: 1,
  },
  media: 'one-kind',
  presets: { cover: 'channels-cover', images: 'channels-cover' },
})
