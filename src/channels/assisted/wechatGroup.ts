import { createAssistedKind } from './createAssistedKind.ts'
import { SAVE_MEDIA } from './steps.ts'

/** Groups of personal WeChat: programs have no lawful way in, and a message has no address. */
export const wechatGroupKind = createAssistedKind({
  assisted: {
    checklist: [
      SAVE_MEDIA,
      {
        en: 'Open the group, send the pictures first and then the text.',
        zh: '打开社群，先发图片，再发文字。',
      },
      {
        en: 'Say what is asked of members, and answer the first questions within the hour.',
        zh: '说明希望群友做什么，一小时内回复首批提问。',
      },
      {
        en: 'With several groups: send to one, look at it, then to the others a few minutes apart.',
        zh: '多个群：先发一个群检查，其余群间隔几分钟再发。',
      },
    ],
    isHiddenFromMachines: true,
    liveUrlHosts: [],
  },
  checkedOn: '2026-11-26',
  hasTitle: false,
  hashtag: null,
  kind: 'wechat-group',
  label: { en: 'WeChat groups', zh: '微信群' },
  limits: { images: 9, text: { max: 2_000, unit: 'grapheme' }, videos: 1 },
  media: 'any',
  presets: { images: 'moments' },
})
