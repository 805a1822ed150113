import type { PosterSpec } from '../../media/drawPoster.ts'
import type { PostKind } from '../domain/content.ts'

export const DEMO_CHANNELS = ['mini-home', 'group-robot', 'official-account', 'notes', 'microblog'] as const

export type DemoChannel = (typeof DEMO_CHANNELS)[number]

export const DEMO_CAMPAIGNS = {
  ingredients: '成分课堂 · 秋冬季',
  twelve: '双十二美妆节',
  winter: '冬日屏障计划',
} as const

/** One post of the demo, as an editor would put it into the plan. */
export interface DemoPost {
  body: string
  campaign?: keyof typeof DEMO_CAMPAIGNS
  channels: readonly DemoChannel[]
  /** Also written in English. */
  en?: { body: string; excerpt: string; title: string }
  excerpt: string
  kind: PostKind
  /** Name of the partner. */
  kol?: string
  poster: Pick<PosterSpec, 'layout' | 'motif' | 'palette'> & { kicker: string; lines: readonly string[] }
  /** What the microblog says instead. */
  short?: string
  title: string
  topics: readonly string[]
}
