import { createAssistedKind } from './createAssistedKind.ts'
import { hashtag } from './hashtags.ts'
import { CHECK_LABELS, FIRST_COMMENT, PASTE_LINK, SAVE_MEDIA } from './steps.ts'

/**
 * Notes on Xiaohongshu, made by hand: it has no interface for publishing, and its share SDK only hands over.
 *
 * A title of 20 汉字, in which two Latin letters are one. The numbers of pictures and topics are hearsay; an account overrides them.
 */
export const xiaohongshuKind = createAssistedKind({
  assisted: {
    checklist: [
      SAVE_MEDIA,
      {
        en: 'In Xiaohongshu, start a note with these pictures, the first one as the cover.',
        zh: '在小红书点“＋”选择这些图片，第一张作封面。',
      },
      { en: 'Paste the title and the text.', zh: '粘贴标题与正文。' },
      {
        en: 'Choose each topic from the list that appears; a pasted # is not a topic yet.',
        zh: '话题须在弹出列表中逐个点选，直接粘贴的 # 不会成为话题。',
      },
      CHECK_LABELS,
      FIRST_COMMENT,
      PASTE_LINK,
    ],
    // It shows a page for signing in, or refuses, whoever is not a browser of a person.
    liveUrlHosts: ['xiaohongshu.com'],
    liveUrlPattern: String.raw`^/(explore|discovery/item|user/profile/[0-9a-f]+)/[0-9a-f]{24}`,
    openUrl: 'https://creator.xiaohongshu.com/publish/publish',
    shortLinks: [{ host: 'xhslink.com', pattern: String.raw`^/.+` }],
  },
  checkedOn: '2026-11-26',
  hasTitle: true,
  hashtag,
  kind: 'xiaohongshu',
  label: { en: 'Xiaohongshu', zh: '小红书' },
  limits: {
    images: 18,
    text: { max: 1_000, unit: 'grapheme' },
    title: { max: 40, unit: 'half-width' },
    topics: 10,
    videos: 1,
  },
  media: 'one-kind',
  presets: { cover: 'xiaohongshu', images: 'xiaohongshu' },
})
