import type { Collection, Db, Document } from 'mongodb'

import type { ChannelMode } from '../../domain/channelAdapter.ts'
import { DEFAULT_LOCALE, type Locale } from '../../domain/content.ts'
import type { PublicationError, PublicationRow, PublicationState, UnwantedCode } from '../../domain/publication.ts'
import { CHANNELS, PUBLICATIONS } from '../../domain/slugs.ts'

export interface ChannelSummary {
  id: string
  kind: string
  mode: ChannelMode
  name: string
  timeZone: string | null
}

/** A row of the ledger as lists show it; instants are ISO texts. */
export interface PublicationSummary {
  attempts: number
  channel: ChannelSummary
  dueAt: string
  error: PublicationError | null
  id: string
  isRehearsal: boolean
  /** True where it should be down, and no program could take it down. */
  isStanding: boolean
  latenessMs: number | null
  post: { id: string; title: string }
  scheduleId: string
  state: PublicationState
  /** Why it is not sent again, whatever its outcome proves to be. */
  unwanted: UnwantedCode | null
  url: string | null
  versionId: string
}

/** What a list needs of a row; the compiled content stays in the database. */
export const SUMMARY_FIELDS = {
  'content.post.locales.en.title': 1,
  'content.post.locales.zh.title': 1,
  attempts: 1,
  channel: 1,
  dueAt: 1,
  error: 1,
  latenessMs: 1,
  post: 1,
  receipt: 1,
  rehearsal: 1,
  schedule: 1,
  state: 1,
  unwanted: 1,
  versionId: 1,
  'withdrawal.failedAt': 1,
} as const

export const publicationsOf = (db: Db): Collection<PublicationRow> => db.collection<PublicationRow>(PUBLICATIONS)

/** All channels by id, at most 500: they are accounts that people set up by hand. */
export async function findChannels(db: Db, locale: Locale): Promise<Map<string, ChannelSummary>> {
  const found = await db
    .collection(CHANNELS)
    .find({}, { projection: { kind: 1, mode: 1, name: 1, timeZone: 1 } })
    .limit(500)
    .toArray()

  return new Map(found.map((channel) => [String(channel._id), summariseChannel(channel, locale)]))
}

/** What lists show of a channel; `name` may be localised. */
export const summariseChannel = (channel: Document, locale: Locale): ChannelSummary => ({
  id: String(channel['_id']),
  kind: String(channel['kind'] ?? ''),
  mode: channel['mode'] as ChannelMode,
  name: pickText(channel['name'], locale),
  timeZone: typeof channel['timeZone'] === 'string' ? channel['timeZone'] : null,
})

export function summarise(
  row: PublicationRow,
  { channels, locale }: { channels: ReadonlyMap<string, ChannelSummary>; locale: Locale },
): PublicationSummary {
  const channelId = String(row.channel)
  // A projection may have left out everything but the titles.
  const titles = (row as Partial<PublicationRow>).content?.post?.locales ?? {}

  return {
    attempts: row.attempts,
    channel: channels.get(channelId) ?? { id: channelId, kind: '', mode: 'live', name: '?', timeZone: null },
    dueAt: row.dueAt.toISOString(),
    error: row.error ?? null,
    id: row._id,
    isRehearsal: row.rehearsal,
    isStanding: row.state === 'published' && Boolean(row.withdrawal?.failedAt),
    latenessMs: row.latenessMs ?? null,
    post: { id: String(row.post), title: titles[locale]?.title ?? titles[DEFAULT_LOCALE]?.title ?? '' },
    scheduleId: String(row.schedule),
    state: row.state,
    unwanted: row.unwanted ?? null,
    url: row.receipt?.url ?? null,
    versionId: row.versionId,
  }
}

/** A stored text that may be localised. */
export function pickText(value: unknown, locale: Locale): string {
  if (value !== null && typeof value === 'object') {
    const texts = value as Partial<Record<Locale, string>>

    return texts[locale] ?? texts[DEFAULT_LOCALE] ?? ''
  }

  return typeof value === 'string' ? value : ''
}
