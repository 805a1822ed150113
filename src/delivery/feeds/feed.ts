import type { Locale } from '../../domain/content.ts'
import type { PublicPost } from '../publicPost.ts'

/** What the three feed formats are written from. */
export interface Feed {
  description: string
  /** Where people read; every feed needs one. */
  homePageUrl: string
  /** The WebSub hub that tells of changes. */
  hubUrl: string | null
  locale: Locale
  posts: PublicPost[]
  /** Where this very feed is. */
  selfUrl: string
  title: string
}

/** The language tag of what is written in a locale. */
export const LANGUAGE_TAGS: Record<Locale, string> = { en: 'en', zh: 'zh-CN' }

/** When the newest post changed; an empty feed has always been so. */
export const updatedAtOf = ({ posts }: Feed): Date =>
  new Date(Math.max(0, ...posts.map(({ updatedAt }) => Date.parse(updatedAt))))
