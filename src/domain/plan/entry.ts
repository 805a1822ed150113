import type { PostKind } from '../content.ts'

/** Where a row's picture comes from. */
export type PlanCover =
  { from: 'file'; name: string } | { from: 'library'; mediaId: string; name: string } | { from: 'url'; url: string }

/** One row of a plan, understood: a post and the schedule that sends it. Ids are hex strings. */
export interface PlanEntry {
  body: string
  campaignId: string | null
  channelIds: readonly string[]
  cover: PlanCover | null
  excerpt: string
  /** Equal for rows that say the same; kept with the post to see what a later import changed. */
  fingerprint: string
  importKey: string
  kind: PostKind
  partnerId: string | null
  publishAt: Date
  row: number
  state: 'armed' | 'planned'
  timeZone: string
  title: string
  topics: readonly string[]
}

interface Named {
  id: string
  name: string
}

/** What an earlier import made of a row. */
export interface KnownEntry {
  fingerprint: string
  postId: string
  scheduleId: string | null
  scheduleState: string | null
}

/** What a plan can refer to, as it stands in the database. */
export interface PlanDirectory {
  campaigns: readonly Named[]
  channels: readonly (Named & { isPaused: boolean; slug: string })[]
  /** By import key. */
  known: ReadonlyMap<string, KnownEntry>
  media: readonly { filename: string; id: string }[]
  partners: readonly (Named & { handles: readonly string[] })[]
}

/** What an import will do with a row. */
export type PlannedImport =
  | { action: 'create'; entry: PlanEntry }
  | { action: 'skip'; entry: PlanEntry }
  | { action: 'update'; entry: PlanEntry; known: KnownEntry }
