import type { ReasonTexts } from './fillText.ts'

/** What a channel would refuse about content, and what is wrong with an account. */
export const contentTexts = {
  BAD_SECRET: {
    en: 'credentials.secret must be whsec_ followed by base64',
    zh: 'credentials.secret 必须是 whsec_ 加 base64 文本。',
  },
  BODY_TOO_LARGE: {
    en: '{{count}} bytes, at most {{max}} are taken',
    zh: '共 {{count}} 字节，最多 {{max}} 字节。',
  },
  CAPTION_TOO_LONG: {
    en: 'Beside pictures the text has {{count}} {{unit}}, at most {{max}} are taken',
    zh: '配图时正文共 {{count}} {{unit}}，最多 {{max}}。',
  },
  EXCERPT_TOO_LONG: {
    en: 'The excerpt has {{count}} {{unit}}, at most {{max}} are taken',
    zh: '摘要共 {{count}} {{unit}}，最多 {{max}}。',
  },
  TEXT_TOO_LONG: {
    en: 'The text has {{count}} {{unit}}, at most {{max}} are taken',
    zh: '正文共 {{count}} {{unit}}，最多 {{max}}。',
  },
  TITLE_TOO_LONG: {
    en: 'The title has {{count}} {{unit}}, at most {{max}} are taken',
    zh: '标题共 {{count}} {{unit}}，最多 {{max}}。',
  },
  TOO_MANY_IMAGES: {
    en: '{{count}} images, at most {{max}} are taken',
    zh: '共 {{count}} 张图片，最多 {{max}} 张。',
  },
  TOO_MANY_TOPICS: {
    en: '{{count}} topics, at most {{max}} are taken',
    zh: '共 {{count}} 个话题，最多 {{max}} 个。',
  },
  TOO_MANY_VIDEOS: {
    en: '{{count}} films, at most {{max}} are taken',
    zh: '共 {{count}} 个视频，最多 {{max}} 个。',
  },
} satisfies ReasonTexts
