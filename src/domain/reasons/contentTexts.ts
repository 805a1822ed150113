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
  LINK_LEADS_NOWHERE: {
    en: 'The link “{{words}}” leads nowhere[: {{address}} is no address]; only its words would be left',
    zh: '链接“{{words}}”无法打开[：{{address}} 不是有效网址]，发布后只会留下文字。',
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
  TOO_MANY_MEDIA: {
    en: '{{over}} pictures and films over the {{max}} that are taken together',
    zh: '图片和视频合计超 {{max}} 个 {{over}} 个',
  },
  TOO_MANY_TOPICS: {
    en: '{{over}} topics over the {{max}} that are taken',
    zh: '话题超 {{max}} 个 {{over}} 个',
  },
  TOO_MANY_VIDEOS: {
    en: '{{over}} films over the {{max}} that are taken',
    zh: '视频超 {{max}} 个 {{over}} 个',
  },
  VARIABLE_CODE_EMPTY: {
    en: '{{variable}} has no code: give the post an offer with one code that all share, or a collaboration with a promo code',
    zh: '{{variable}} 没有可用的优惠码：请为帖子关联带通用码的优惠，或带专属优惠码的合作。',
  },
  VARIABLE_KOL_EMPTY: {
    en: '{{variable}} is nobody: give the post a collaboration; a mention needs the partner’s account on this platform, too',
    zh: '{{variable}} 没有对应的达人：请为帖子关联 KOL 合作；用于提及时，还须填写达人在该平台的账号。',
  },
  VARIABLE_LINK_EMPTY: {
    en: '{{variable}} leads nowhere: give the campaign or the collaboration of this post a tracking link, or its offer an address',
    zh: '{{variable}} 没有目标网址：请为帖子的活动或合作添加追踪链接，或为优惠填写使用链接。',
  },
  VARIABLE_SPLIT: {
    en: '{{variable}} is not filled in, because only a part of it is formatted: write it anew, in one format',
    zh: '{{variable}} 只有一部分带格式，无法替换：请重新输入，并使用同一种格式。',
  },
  VARIABLE_UNKNOWN: {
    en: 'Nobody knows what {{variable}} stands for; there are {{known}}',
    zh: '无法识别变量 {{variable}}，可用的有 {{known}}。',
  },
} satisfies ReasonTexts
