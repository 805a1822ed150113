import type { VisibleLabel } from './rendition/treatment.ts'
import type { DeadLink } from './writing/linkAddress.ts'

/** Locales that content is written in; `zh` is the default. */
export const LOCALES = ['zh', 'en'] as const

export type Locale = (typeof LOCALES)[number]

export const DEFAULT_LOCALE: Locale = 'zh'

export const POST_KINDS = ['article', 'note', 'video', 'livestream', 'tutorial', 'topic', 'poll'] as const

export type PostKind = (typeof POST_KINDS)[number]

export const POST_STAGES = ['draft', 'in-review', 'approved', 'rejected', 'archived'] as const

export type PostStage = (typeof POST_STAGES)[number]

/** A media file as a channel may fetch it; `url` is a path below the public address. */
export interface MediaSnapshot {
  aiGenerated: boolean
  alt: string
  /** A film made with AI on which that is to be seen; absent for all else (on pictures it is drawn), so that content from before keeps its hash. */
  hasVisibleLabel?: true
  height: number | null
  id: string
  mimeType: string
  renditions: Record<string, { height: number; url: string; width: number }>
  url: string
  width: number | null
}

/** What is to be known of a film made with AI on which that is not to be seen. */
export type UnlabelledFilm = Pick<MediaSnapshot, 'alt' | 'id' | 'url'>

/** What a post says in one locale; `html` is safe to show, `text` is the same without markup. */
export interface LocalisedText {
  /** Links that lead nowhere; absent for none, so that content from before they were named keeps its hash. */
  deadLinks?: DeadLink[]
  excerpt: string
  html: string
  text: string
  title: string
  /** Those that stand in the body; absent for none. */
  unlabelledFilms?: UnlabelledFilm[]
}

/** One version of a post with all that it refers to, free of anything that a channel must not see. */
export interface PostSnapshot {
  campaign: { id: string; name: string } | null
  cover: MediaSnapshot | null
  gallery: MediaSnapshot[]
  id: string
  kind: PostKind
  /** Only locales that have a title; the default locale is always there. */
  locales: Partial<Record<Locale, LocalisedText>>
  slug: string
  topics: string[]
  versionId: string
}

/** What an editor wrote for one channel; what is null comes from the post itself. */
export interface VariantSnapshot {
  /** As in a post's text. */
  deadLinks?: DeadLink[]
  firstComment: string | null
  media: MediaSnapshot[]
  /** Accounts without @. Absent for none, so that content from before there were mentions keeps its hash. */
  mentions?: string[]
  text: string | null
  title: string | null
  /** In the place of the post's; absent for the post's. */
  topics?: string[] | null
}

/** What an adapter made of a post: exactly what will leave. Its shape belongs to the adapter. */
export type RenderedContent = Record<string, unknown>

/** What was approved for one channel, frozen when a schedule is armed; `publications.content`. */
export interface ChannelContent {
  /** What the law wants to see on its pictures, beside the label of AI; absent for nothing. */
  labels?: readonly VisibleLabel[]
  /** Signed paths of the renditions that are fetched from us, all of them made before it is sent; absent for none. */
  pictures?: readonly string[]
  post: PostSnapshot
  rendered: RenderedContent
  schemaVersion: 1
  variant: VariantSnapshot | null
}
