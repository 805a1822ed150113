import type { Reason } from '../../errors.ts'

/** What would mend a conflict; `at` is the instant to plan for instead. */
export interface Fix {
  action: 'drop-channel' | 'move' | 'queue'
  at?: Date
}

/** One thing that speaks against a planned time; an `error` would be refused or blocked, a `warning` goes ahead. */
export interface Conflict {
  at: Date | null
  channelId: string | null
  fixes: readonly Fix[]
  reason: Reason
  severity: 'error' | 'warning'
}

/** Something that goes out, went out or is planned on a channel. */
export interface Neighbour {
  at: Date
  isPlanned: boolean
  postId: string
  /** What it says, for comparing; empty when unknown. */
  text: string
  title: string
}

/** Title and words as one text, so that spaces do not tell apart what reads the same. */
export const textKey = (title: string, text: string): string => `${title}\n${text}`.replace(/\s+/gu, ' ').trim()

/** A conflict as `POST /api/schedules/check` tells it; instants are ISO text. */
export interface ShownConflict {
  at: string | null
  channel: string | null
  code: string
  fixes: { action: Fix['action']; at?: string }[]
  message: string
  messages: { en: string; zh: string }
  severity: Conflict['severity']
}
