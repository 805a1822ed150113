import { type Document, ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { databaseOf, rawCollection } from '../../src/database/handles.ts'
import { endedReason } from '../../src/domain/assisted/endedReason.ts'
import { withFurtherHosts } from '../../src/domain/assisted/liveUrl.ts'
import { type Pack, planPack } from '../../src/domain/assisted/pack.ts'
import type { AssistedManifest, ChannelAccount, ChannelRegistry } from '../../src/domain/channelAdapter.ts'
import { AD_WORD } from '../../src/domain/disclosure/adLabel.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { NotFoundError, type Reason } from '../../src/domain/errors.ts'
import type { PlatformTotals } from '../../src/domain/platformTotals.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { CHANNELS, COLLABORATIONS, ENGAGEMENT_TOTALS, OPERATOR_TASKS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { StoredTotals } from '../../src/engagement/recordTotals.ts'
import type { StoredRow } from '../arming/sources.ts'
import { findRights } from '../rights/findRights.ts'
import type { OperatorTask } from './records.ts'

/** One publication that a person makes by hand, with all that belongs to it. */
export interface OpenTask {
  account: ChannelAccount
  assisted: AssistedManifest
  /** What the platform's figures were when they were last entered. */
  figures: PlatformTotals
  pack: Pack
  remembered: OperatorTask | null
  row: StoredRow
  /** Why its pack is not handed out: it has ended without being published, or a licence does not reach so far; null when it is. */
  withheld: Reason | null
}

/** Opens a task; throws `NotFoundError` for no such publication, `ConflictError` where its channel needs no person. */
export async function openTask(args: {
  channels: Pick<ChannelRegistry, 'find'>
  clock: () => Date
  id: string
  payload: PayloadRequest['payload']
}): Promise<OpenTask> {
  const { channels, clock, id, payload } = args
  const [row, remembered, told] = await Promise.all([
    rawCollection<StoredRow>(payload, PUBLICATIONS).findOne({ _id: id }),
    rawCollection<OperatorTask>(payload, OPERATOR_TASKS).findOne({ _id: id }),
    rawCollection<StoredTotals>(payload, ENGAGEMENT_TOTALS).findOne({ _id: id }),
  ])

  if (row === null) {
    throw new NotFoundError(`There is no publication ${id}`, {
      reasons: [reason('NO_PUBLICATION', { values: { id } })],
    })
  }

  const document = await rawCollection(payload, CHANNELS).findOne({ _id: row.channel })
  const account = readPublicAccount(document ?? {})
  const manifest = channels.find(account.kind)?.manifest

  if (manifest?.assisted === undefined) {
    throw conflict('NOT_ASSISTED')
  }

  return {
    account,
    assisted: withFurtherHosts(manifest.assisted, account.settings),
    figures: told?.totals ?? {},
    pack: planPack({
      adLabel: await findAdLabel(payload, row),
      assisted: manifest.assisted,
      limits: { ...manifest.limits, ...account.limits },
      ...(row.content.labels && { labels: row.content.labels }),
      ...(manifest.presets && { presets: manifest.presets }),
      rendered: row.content.rendered,
    }),
    remembered,
    row,
    withheld: endedReason(row.state) ?? (await findUnlicensed({ channel: document, now: clock(), payload, row })),
  }
}

/** What was published has been shown, whatever a licence says since. */
const OUT: readonly PublicationState[] = ['published', 'withdrawn']

interface FindUnlicensedArgs {
  channel: Document | null
  now: Date
  payload: PayloadRequest['payload']
  row: StoredRow
}

/**
 * Judges what is not out as the gate does, at the earliest moment at which it may go out.
 *
 * The gate asks when it falls due, and blocks it then; by hand it goes out whenever the person does it.
 */
async function findUnlicensed({ channel, now, payload, row }: FindUnlicensedArgs): Promise<Reason | null> {
  if (channel === null || OUT.includes(row.state)) {
    return null
  }

  const at = row.dueAt > now ? row.dueAt : now

  const rightsOf = await findRights({
    channels: [channel],
    collaboration: null,
    db: databaseOf(payload),
    wantedAt: [at],
    works: row.works ?? [],
  })

  return rightsOf(String(row.channel), at)
}

/** What a publication must be labelled with: as its collaboration says, else as the law does; null for what sells nothing. */
async function findAdLabel(payload: PayloadRequest['payload'], row: StoredRow): Promise<string | null> {
  const { collaboration, content } = row
  const byLaw = content.labels?.includes('ad') === true ? AD_WORD : null

  if (!(collaboration instanceof ObjectId)) {
    return byLaw
  }

  const found = await rawCollection<{ disclosure?: { label?: string; required?: boolean } }>(
    payload,
    COLLABORATIONS,
  ).findOne({ _id: collaboration })

  return found?.disclosure?.required === false ? byLaw : (found?.disclosure?.label ?? AD_WORD)
}
