import { createAssistedKind } from './createAssistedKind.ts'
import { hashtag } from './hashtags.ts'
import { CHECK_LABELS, FIRST_COMMENT, PASTE_LINK, SAVE_MEDIA } from './steps.ts'

/**
 * Douyin by hand: its interface is closed to marketing (open platform, capability page: 企业宣传、商品介绍等营销类内容不开放).
 *
 * A film or pictures that carry a brand's watermark are shown to fewer people.
 */
export const douyinKind = createAssistedKind({
  assisted: {
    checklist: [
      SAVE_MEDIA,
      {
        en: 'In Douyin, choose the film, or the pictures as a picture post.',
        zh: '在抖音点“＋”选择视频，或选择图片发图文。',
      },
      {
        en: 'Paste the title and the text, and choose the topics from the list.',
        zh: '粘贴标题与正文，话题从列表点选。',
      },
      {
        en: 'Add the product or the location only if the plan says so.',
        zh: '如方案有要求，再添加商品或位置。',
      },
      CHECK_LABELS,
      FIRST_COMMENT,
      PASTE_LINK,
    ],
    liveUrlHosts: ['douyin.com', 'iesdouyin.com'],
    liveUrlPattern: String.raw`^/(share/)?(video|note|slides)/\d+|[?&]modal_id=\d+`,
    openUrl: 'https://creator.douyin.com/creator-micro/content/upload',
    shortLinks: [{ host: 'v.douyin.com', pattern: String.raw`^/.+` }],
  },
  checkedOn: '2026-11-26',
  hasTitle: true,
  hashtag,
  kind: 'douyin',
  label: { en: 'Douyin (by hand)', zh: '抖音（人工发布）' },
  limits: {
    images: 30,
    text: { max: 1_000, unit: 'grapheme' },
    title: { max: 20, unit: 'grapheme' },
    topics: 5,
    videos: 1,
  },
  media: 'one-kind',
  presets: { cover: 'douyin', images: 'douyin' },
})
