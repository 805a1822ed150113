import type { Labels } from '../labels.ts'
import { RENDITIONS } from '../renditions.ts'
import type { Preset } from './preset.ts'

type Wish = Pick<Preset, 'formats' | 'height' | 'width'> & Partial<Preset>

const preset = (name: string, zh: string, en: string, wish: Wish): Preset => ({
  name,
  animation: false,
  checkedOn: '2026-11-22',
  fit: 'cover',
  label: { en, zh } satisfies Labels,
  ...wish,
})

const STILL = ['jpeg', 'png'] as const

const WEB_FORMATS = ['jpeg', 'png', 'webp', 'gif'] as const

/** No side of a picture is longer: WebP has none of 16,384 pixels. */
const NO_BOX = 16_000

/** Keeps size and format of a picture. */
export const WEB_PICTURE = 'web-picture'

/** The preset that stands for one of the sizes in `src/domain/renditions.ts`. */
export const webSizeOf = (size: string): string => `web-${size}`

/** "Below 1 MB", read in the narrower way. */
const MB = 1_000_000

/**
 * Every place for a picture that Drumbeat knows, as data with the day on which it was checked.
 *
 * Platforms change these without notice: an installation overrides single ones by `drumbeat({ presets })`.
 */
export const PRESETS: readonly Preset[] = [
  preset('wechat-cover', '公众号头图 2.35:1', 'WeChat head picture 2.35:1', {
    formats: STILL,
    height: 383,
    maxBytes: 10 * MB,
    width: 900,
  }),
  preset('wechat-cover-square', '公众号次条封面 1:1', 'WeChat square cover 1:1', {
    formats: STILL,
    height: 500,
    maxBytes: 10 * MB,
    width: 500,
  }),
  // POST /cgi-bin/media/uploadimg: jpg or png below 1 MB.
  preset('wechat-body', '公众号正文图', 'WeChat picture in the text', {
    fit: 'inside',
    formats: STILL,
    height: 4_000,
    maxBytes: MB - 1,
    width: 1_080,
  }),
  // Material of the kind thumb: JPG of at most 64 KB.
  preset('wechat-thumb', '公众号缩略图', 'WeChat thumbnail', {
    formats: ['jpeg'],
    height: 360,
    maxBytes: 64_000,
    width: 360,
  }),
  preset('wechat-newspic', '公众号图片消息 3:4', 'WeChat picture message 3:4', {
    formats: STILL,
    height: 1_440,
    maxBytes: 10 * MB,
    width: 1_080,
  }),
  preset('wechat-share-card', '小程序分享卡片 5:4', 'Mini program share card 5:4', {
    formats: STILL,
    height: 800,
    isHearsay: true,
    maxBytes: 128_000,
    width: 1_000,
  }),
  preset('channels-cover', '视频号封面 3:4', 'WeChat Channels cover 3:4', {
    formats: STILL,
    height: 1_440,
    isHearsay: true,
    width: 1_080,
  }),
  preset('moments', '朋友圈配图 1:1', 'Moments picture 1:1', {
    formats: STILL,
    height: 1_080,
    isHearsay: true,
    width: 1_080,
  }),
  // Group robot: jpg or png of at most 2 MB, counted before base64.
  preset('wecom-image', '企业微信图片', 'WeCom picture', {
    fit: 'inside',
    formats: STILL,
    height: 2_560,
    maxBytes: 2 * MB,
    width: 1_440,
  }),
  preset('feishu-image', '飞书图片', 'Feishu picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'gif', 'webp'],
    height: 2_560,
    isHearsay: true,
    maxBytes: 10 * MB,
    width: 1_440,
  }),
  // statuses/share: one picture, JPEG, GIF or PNG below 5 MB.
  preset('weibo', '微博配图', 'Weibo picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'gif'],
    height: 4_096,
    maxBytes: 5 * MB - 1,
    width: 2_048,
  }),
  preset('xiaohongshu', '小红书图文 3:4', 'Xiaohongshu note 3:4', {
    formats: STILL,
    height: 1_440,
    isHearsay: true,
    maxBytes: 20 * MB,
    width: 1_080,
  }),
  preset('xiaohongshu-square', '小红书图文 1:1', 'Xiaohongshu note 1:1', {
    formats: STILL,
    height: 1_080,
    isHearsay: true,
    maxBytes: 20 * MB,
    width: 1_080,
  }),
  // create_image_text: up to 30 pictures of at most 20 MB.
  preset('douyin', '抖音图文 9:16', 'Douyin picture 9:16', {
    formats: STILL,
    height: 1_920,
    maxBytes: 20 * MB,
    refusesMarks: true,
    width: 1_080,
  }),
  // photo/publish: a cover below 10 MB.
  preset('kuaishou-cover', '快手封面 9:16', 'Kuaishou cover 9:16', {
    formats: STILL,
    height: 1_920,
    maxBytes: 10 * MB - 1,
    width: 1_080,
  }),
  preset('bilibili-cover', 'B 站封面 16:10', 'Bilibili cover 16:10', {
    formats: STILL,
    height: 800,
    isHearsay: true,
    maxBytes: 2 * MB,
    width: 1_280,
  }),
  preset('qq-image', 'QQ 群图片', 'QQ group picture', {
    fit: 'inside',
    formats: STILL,
    height: 2_560,
    isHearsay: true,
    maxBytes: 2 * MB,
    width: 1_440,
  }),
  // app.bsky.embed.images: at most 1,000,000 bytes each.
  preset('bluesky', 'Bluesky 图片', 'Bluesky picture', {
    fit: 'inside',
    formats: ['jpeg', 'png', 'webp'],
    height: 2_000,
    maxBytes: MB,
    width: 2_000,
  }),
  // A server scales down what has more than 3840 × 2160 pixels; 1920 on each side stays below.
  preset('mastodon', 'Mastodon 图片', 'Mastodon picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'gif', 'webp'],
    height: 1_920,
    isHearsay: true,
    maxBytes: 8 * MB,
    width: 1_920,
  }),
  // sendPhoto: at most 10 MB.
  preset('telegram', 'Telegram 图片', 'Telegram picture', {
    fit: 'inside',
    formats: STILL,
    height: 2_560,
    maxBytes: 10 * MB,
    width: 2_560,
  }),
  preset('discord', 'Discord 图片', 'Discord picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'webp', 'gif'],
    height: 2_048,
    isHearsay: true,
    maxBytes: 8 * MB,
    width: 2_048,
  }),
  preset('slack', 'Slack 图片', 'Slack picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'gif'],
    height: 2_048,
    isHearsay: true,
    width: 2_048,
  }),
  preset('forum', '论坛配图', 'Forum picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'gif', 'webp'],
    height: 4_000,
    isHearsay: true,
    maxBytes: 4 * MB,
    width: 1_600,
  }),
  preset('email', '邮件配图', 'E-mail picture', {
    animation: true,
    fit: 'inside',
    formats: ['jpeg', 'png', 'gif'],
    height: 2_400,
    isHearsay: true,
    maxBytes: MB,
    width: 1_200,
  }),
  preset('link-preview', '链接预览 1.91:1', 'Link preview 1.91:1', {
    formats: STILL,
    height: 630,
    isHearsay: true,
    maxBytes: 5 * MB,
    width: 1_200,
  }),
  // What a site or receiver fetches from us: the picture as it was uploaded, where something is to be drawn on it.
  preset(WEB_PICTURE, '网页图片（原尺寸）', 'Picture for the web, in its own size', {
    animation: true,
    fit: 'inside',
    formats: WEB_FORMATS,
    height: NO_BOX,
    width: NO_BOX,
  }),
  // The sizes that the delivery API names beside the picture itself.
  ...RENDITIONS.map((spec) =>
    preset(webSizeOf(spec.name), `网页图片（${spec.name}）`, `Picture for the web, ${spec.name}`, {
      animation: true,
      fit: 'height' in spec ? 'cover' : 'inside',
      formats: WEB_FORMATS,
      height: 'height' in spec ? spec.height : NO_BOX,
      width: spec.width,
    }),
  ),
]

/** Ours with those of the installation laid over them, by name. */
export function mergePresets(own: readonly Preset[] = []): ReadonlyMap<string, Preset> {
  return new Map([...PRESETS, ...own].map((each) => [each.name, each]))
}
