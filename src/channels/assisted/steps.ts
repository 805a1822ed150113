import type { Labels } from '../../domain/channelAdapter.ts'

/** Steps that several platforms share. */
export const SAVE_MEDIA: Labels = {
  en: 'Save the pictures to the phone, in their order.',
  zh: '按顺序把图片保存到手机。',
}

export const CHECK_LABELS: Labels = {
  en: 'Look at the preview: cover, line breaks, topics, and the labels named below.',
  zh: '预览检查：封面、换行、话题，以及下方要求的标识。',
}

export const FIRST_COMMENT: Labels = {
  en: 'If there is a first comment, post it at once and pin it.',
  zh: '如有首条评论，发布后立即发出并置顶。',
}

export const PASTE_LINK: Labels = {
  en: 'Open the published post, choose Share and Copy link, and paste the link here.',
  zh: '打开已发布的内容，点“分享 - 复制链接”，粘贴到本页。',
}
