import type { Document } from 'mongodb'

import type { ChannelRegistry } from '../../hooks/dependencies.ts'
import type { ChannelFacts, LedgerFacts, PostFacts } from '../../src/domain/arming.ts'
import { CHANNEL_MODES } from '../../src/domain/channelAdapter.ts'
import { isMadeToWait } from '../../src/domain/channelPace.ts'
import { POST_STAGES } from '../../src/domain/content.ts'
import type { HeldOccurrence } from '../../src/domain/occurrencePlan.ts'
import type { HeldRow, StoredVersion } from './sources.ts'

/** What the rules must know of a channel. */
export const channelFacts = (channel: Document, registry: ChannelRegistry): ChannelFacts => ({
  busyMinutes: registry.find(String(channel['kind']))?.manifest.busyMinutes ?? [],
  id: String(channel['_id']),
  isKnownKind: registry.find(String(channel['kind'])) !== null,
  mode: CHANNEL_MODES.find((mode) => mode === channel['mode']) ?? 'paused',
  name: String(channel['name']),
  refusesDuplicates: registry.find(String(channel['kind']))?.manifest.refusesDuplicates === true,
})

interface PostFactsArgs {
  /** True where a version that was approved goes out, whether or not it is still there. */
  isKept: boolean
  post: Document | null
  version: StoredVersion | null
}

/** What the rules must know of a post, in the version that would go out; null when there is none. */
export function postFacts({ isKept, post, version }: PostFactsArgs): PostFacts | null {
  if (post === null || (version === null && !isKept)) {
    return null
  }

  const isTrashed = post['deletedAt'] !== undefined && post['deletedAt'] !== null

  if (version === null) {
    return { hasTitle: true, isTrashed, stage: 'approved' }
  }

  const title: unknown = version.version['title']
  const titles = typeof title === 'object' && title !== null ? Object.values(title) : [title]

  return {
    hasTitle: titles.some((each) => typeof each === 'string' && each.trim() !== ''),
    isTrashed,
    stage: POST_STAGES.find((stage) => stage === version.version['stage']) ?? 'draft',
  }
}

/** What the rules must know of a row that the ledger holds. */
export const heldFacts = (row: HeldRow): HeldOccurrence & LedgerFacts => ({
  channelId: String(row.channel),
  dueAt: row.dueAt,
  errorCode: row.error?.code ?? null,
  id: row._id,
  isOfRepeat: row.isOfRepeat === true,
  isUnderWay:
    row.state === 'awaiting-operator' || ((row.state === 'armed' || row.state === 'claimed') && isMadeToWait(row)),
  localTime: row.localTime ?? null,
  occurrenceAt: row.occurrenceAt,
  postId: String(row.post),
  scheduleId: String(row.schedule),
  state: row.state,
  timeZone: row.timeZone ?? null,
  tzVersion: row.tzVersion ?? null,
  unknownSince: row.unknownSince ?? null,
  unwanted: row.unwanted ?? null,
  updatedAt: row.updatedAt,
})
