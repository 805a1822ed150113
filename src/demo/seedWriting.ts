import type { Payload } from 'payload'

import { HASHTAG_SETS, SNIPPETS } from '../domain/slugs.ts'
import type { DemoChannel } from './demoPost.ts'
import type { SettingIds } from './seedSetting.ts'

interface DemoSnippet {
  channels?: readonly DemoChannel[]
  locale?: 'en'
  name: string
  text: string
}

const DEMO_SNIPPETS: readonly DemoSnippet[] = [
  { name: '敏感肌提示', text: '敏感肌先在耳后试用 24 小时，无不适再上脸；刷酸、医美后一周内先停用。' },
  {
    name: '功效表述说明',
    text: '以上为个人使用感受，肤感因人而异；化妆品不能替代药品，皮肤有明显不适请及时就医。',
  },
  {
    channels: ['notes'],
    name: '笔记结尾 · 求收藏',
    text: '觉得有用先收藏，下次囤货前翻出来对照～\n还想看哪款成分拆解，评论区告诉研究员小颜。',
  },
  {
    channels: ['group-robot'],
    name: '社群 · 领券口令',
    text: '群友专享：下单时填 {{code}}，到这里领 👉 {{link}}\n每人限一次，和满减可以叠加。',
  },
  {
    channels: ['official-account'],
    name: '公众号 · 引导入群',
    text: '回复“入群”，把你的肤质发给管家，我们按干、油、敏分群答疑。',
  },
  { name: '达人同款', text: '{{kol}} 同款清单在这里：{{link}}' },
  { channels: ['mini-home'], name: '小程序 · 售后承诺', text: '七天无理由，过敏包退；拆封也能退，运费我们出。' },
  { locale: 'en', name: 'Patch test', text: 'Sensitive skin: try it behind the ear for 24 hours first.' },
]

const DEMO_HASHTAG_SETS: readonly { channels?: readonly DemoChannel[]; name: string; topics: string[] }[] = [
  { name: '秋冬护肤', topics: ['秋冬护肤', '修护屏障', '干皮救星', '换季敏感'] },
  { channels: ['notes'], name: '笔记 · 种草', topics: ['好物分享', '护肤打卡', '空瓶记', '早C晚A', '成分党'] },
  { channels: ['microblog'], name: '短博 · 大促', topics: ['双十二', '囤货清单'] },
  { name: '底妆', topics: ['底妆教程', '伪素颜', '黄皮底妆', '持妆一整天'] },
  { name: '社群挑战', topics: ['空瓶大赛', '21天护肤打卡'] },
]

/** Texts and topics that editors put together posts from. */
export async function seedWriting(payload: Payload, { channels }: Pick<SettingIds, 'channels'>): Promise<void> {
  const idsOf = (names: readonly DemoChannel[] = []): string[] => names.map((name) => channels[name])

  for (const snippet of DEMO_SNIPPETS) {
    await payload.create({
      collection: SNIPPETS,
      data: { ...snippet, channels: idsOf(snippet.channels), locale: snippet.locale ?? 'zh' },
    })
  }

  for (const set of DEMO_HASHTAG_SETS) {
    await payload.create({ collection: HASHTAG_SETS, data: { ...set, channels: idsOf(set.channels) } })
  }
}
