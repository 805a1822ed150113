import type { ReasonTexts } from './fillText.ts'

/** What a channel would refuse about content, and what is wrong with an account. */
export const contentTexts = {
  BAD_SECRET: {
    en: 'credentials.secret must be whsec_ followed by base64',
    zh: 'credentials.secret 必须是 whsec_ 加 base64 文本。',
  },
  BODY_TOO_LARGE: {
    en: '{{count}} bytes, {{over}} over the {{max}} that are taken',
    zh: '内容共 {{count}} 字节，超 {{max}} 字节 {{over}} 字节',
  },
  CAPTION_TOO_LONG: {
    en: 'Beside pictures the text is {{over}} {{unit}} over the {{max}} that are taken',
    zh: '配图时正文超 {{max}} {{unit}} {{over}} {{unit}}',
  },
  EXCERPT_TOO_LONG: {
    en: 'The excerpt is {{over}} {{unit}} over the {{max}} that are taken',
    zh: '摘要超 {{max}} {{unit}} {{over}} {{unit}}',
  },
  FIRST_COMMENT_TOO_LONG: {
    en: 'The first comment is {{over}} {{unit}} over the {{max}} that are taken',
    zh: '首评超 {{max}} {{unit}} {{over}} {{unit}}',
  },
  TEXT_TOO_LONG: {
    en: 'The text is {{over}} {{unit}} over the {{max}} that are taken',
    zh: '正文超 {{max}} {{unit}} {{over}} {{unit}}',
  },
  TITLE_TOO_LONG: {
    en: 'The title is {{over}} {{unit}} over the {{max}} that are taken',
    zh: '标题超 {{max}} {{unit}} {{over}} {{unit}}',
  },
  TOO_MANY_IMAGES: {
    en: '{{over}} pictures over the {{max}} that are taken',
    zh: '图片超 {{max}} 张 {{over}} 张',
  },
  TOO_MANY_TOPICS: {
    en: '{{over}} topics over the {{max}} that are taken',
    zh: '话题超 {{max}} 个 {{over}} 个',
  },
  TOO_MANY_VIDEOS: {
    en: '{{over}} films over the {{max}} that are taken',
    zh: '视频超 {{max}} 个 {{over}} 个',
  },
} satisfies ReasonTexts
