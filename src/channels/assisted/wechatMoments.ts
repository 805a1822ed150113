import { createAssistedKind } from './createAssistedKind.ts'
import { hashtag } from './hashtags.ts'
import { CHECK_LABELS, FIRST_COMMENT, SAVE_MEDIA } from './steps.ts'

/** WeChat Moments: programs have no lawful way in, and a post has no address. */
export const wechatMomentsKind = createAssistedKind({
  assisted: {
    checklist: [
      SAVE_MEDIA,
      {
        en: 'In Moments, hold the camera for text alone, or choose the pictures; paste the text by hand, because a forwarded text is folded.',
        zh: '朋友圈选择图片后粘贴文案；纯文字请长按相机图标。直接转发的文案容易被折叠。',
      },
      {
        en: 'Choose who may see it, if the plan says so.',
        zh: '如方案有要求，设置“谁可以看”。',
      },
      CHECK_LABELS,
      FIRST_COMMENT,
    ],
    isHiddenFromMachines: true,
    liveUrlHosts: [],
  },
  checkedOn: '2026-11-26',
  hasTitle: false,
  hashtag,
  kind: 'wechat-moments',
  label: { en: 'WeChat Moments', zh: '微信朋友圈' },
  limits: { images: 9, text: { max: 1_500, unit: 'grapheme' }, videos: 1 },
  media: 'any',
  presets: { images: 'moments' },
})
