import type { Document } from 'mongodb'

import type { StoredPost, StoredRow } from '../domain/calendar/buildEntries.ts'
import { DEFAULT_LOCALE, type Locale } from '../domain/content.ts'
import type { PublicationError } from '../domain/publication.ts'
import { sayReason } from '../domain/reasons/reason.ts'

/** What the calendar reads of a row of the ledger. */
export const rowFields = (locale: Locale): Document => ({
  campaign: 1,
  channel: 1,
  collaboration: 1,
  [`content.post.locales.${locale}.title`]: 1,
  [`content.post.locales.${DEFAULT_LOCALE}.title`]: 1,
  dueAt: 1,
  'error.code': 1,
  'error.message': 1,
  'error.says': 1,
  'error.values': 1,
  occurrenceAt: 1,
  post: 1,
  'receipt.url': 1,
  rehearsal: 1,
  schedule: 1,
  state: 1,
  timeZone: 1,
  updatedAt: 1,
})

export interface RawRow extends Omit<StoredRow, 'campaign' | 'code' | 'collaboration' | 'message' | 'title' | 'url'> {
  campaign?: string | null
  collaboration?: string | null
  content?: { post?: { locales?: Partial<Record<Locale, { title?: string }>> } }
  error?: Pick<PublicationError, 'code' | 'message' | 'says' | 'values'> | null
  receipt?: { url?: string } | null
}

/** Field by field: copies of objects cost more than all else here. */
export function rowOf(row: RawRow, locale: Locale): StoredRow {
  const locales = row.content?.post?.locales
  const error = row.error ?? undefined

  return {
    _id: row._id,
    campaign: row.campaign ?? null,
    channel: row.channel,
    code: error?.code,
    collaboration: row.collaboration ?? null,
    dueAt: row.dueAt,
    message: error && sayReason(error, locale),
    occurrenceAt: row.occurrenceAt,
    post: row.post,
    rehearsal: row.rehearsal,
    schedule: row.schedule,
    state: row.state,
    timeZone: row.timeZone,
    title: locales?.[locale]?.title ?? locales?.[DEFAULT_LOCALE]?.title,
    updatedAt: row.updatedAt,
    url: row.receipt?.url,
  }
}

/** What it reads of a schedule. */
export const PLAN_FIELDS = {
  channels: 1,
  localTime: 1,
  materialisedUntil: 1,
  pinnedVersion: 1,
  post: 1,
  publishAt: 1,
  publishAt_tz: 1,
  recurrence: 1,
  state: 1,
  updatedAt: 1,
}

/** What it reads of the newest version of a post. */
export const POST_FIELDS = {
  _id: 0,
  parent: 1,
  'version.author': 1,
  'version.campaign': 1,
  'version.collaboration': 1,
  'version.deletedAt': 1,
  'version.stage': 1,
  'version.title': 1,
}

export interface RawPost {
  parent: string
  version: {
    author?: string | null
    campaign?: string | null
    collaboration?: string | null
    deletedAt?: Date | null
    stage?: string
    title?: Partial<Record<Locale, string>> | string
  }
}

export function postOf(
  { author, campaign, collaboration, deletedAt, stage, title }: RawPost['version'],
  locale: Locale,
): StoredPost {
  return {
    author: author ?? null,
    campaign: campaign ?? null,
    collaboration: collaboration ?? null,
    isTrashed: (deletedAt ?? null) !== null,
    stage,
    title: typeof title === 'object' ? (title[locale] ?? title[DEFAULT_LOCALE]) : title,
  }
}
