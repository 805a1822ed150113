import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { canWithdraw } from '../../src/channels/canWithdraw.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { databaseOf } from '../../src/database/handles.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { ItemReason } from '../../src/domain/release/graph.ts'
import type { ReleaseItem, RevertMode } from '../../src/domain/release/release.ts'
import { CHANNELS, POSTS } from '../../src/domain/slugs.ts'
import { rowsOf } from '../ledger/rows.ts'
import { findPastReason } from './checkActs.ts'
import { errorAt } from './itemReason.ts'
import type { KnownSchedules } from './readPlan.ts'
import { MAY_STAND } from './withdrawRows.ts'

export interface CheckWithdrawalsArgs {
  channels: ChannelRegistry
  items: readonly ReleaseItem[]
  now: Date
  req: PayloadRequest
  revert: RevertMode
  schedules: KnownSchedules
  /** Some accounts can take back only with them. */
  secrets: SecretBox
}

/** Finds what keeps posts from being withdrawn: by items, or at the campaign's end. */
export async function checkWithdrawals(args: CheckWithdrawalsArgs): Promise<ItemReason[]> {
  const { items, now, revert, schedules } = args
  const withdrawing = items.filter(({ action, subject }) => action === 'withdraw' && ObjectId.isValid(subject.id))
  const published = items.flatMap(({ action, subject }) => (action === 'publish' ? [schedules.get(subject.id)] : []))
  const { channelsOf, isThere, lacking } = await readStanding(args, withdrawing)

  return items.flatMap((item): ItemReason[] => {
    if (item.action === 'publish') {
      const channelIds = schedules.get(item.subject.id)?.plan.channelIds ?? []

      return revert !== 'none' && channelIds.some((id) => lacking.has(id)) ? [warn(item)] : []
    }

    if (item.action !== 'withdraw') {
      return []
    }

    if (!isThere(item.subject.id)) {
      return [errorAt(item, reason('SUBJECT_GONE', { path: 'subject' }))]
    }

    const standsOn = channelsOf(item.subject.id)
    const comes = published.some((schedule) => schedule?.plan.postId === item.subject.id)

    return [
      ...findPastReason(item, now),
      ...(standsOn.length === 0 && !comes ? [errorAt(item, reason('NOTHING_STANDS', { path: 'subject' }))] : []),
      ...(standsOn.some((id) => lacking.has(id))
        ? [errorAt(item, reason('CANNOT_WITHDRAW', { path: 'subject' }))]
        : []),
    ]
  })
}

const warn = (item: ReleaseItem): ItemReason => ({
  ...reason('CANNOT_WITHDRAW', { path: 'subject' }),
  item: item.key,
  severity: 'warning',
})

async function readStanding(
  { channels, req, schedules, secrets }: CheckWithdrawalsArgs,
  items: readonly ReleaseItem[],
) {
  const db = databaseOf(req.payload)
  const postIds = items.map(({ subject }) => new ObjectId(subject.id))
  const [posts, rows] = await Promise.all([
    db
      .collection(POSTS)
      .find({ _id: { $in: postIds }, deletedAt: null }, { projection: { _id: 1 } })
      .toArray(),
    rowsOf(db)
      .find({ ...MAY_STAND, post: { $in: postIds } })
      .project<{ channel: ObjectId; post: ObjectId }>({ channel: 1, post: 1 })
      .toArray(),
  ])
  const asked = [...schedules.values()].flatMap(({ plan }) => plan.channelIds)
  const documents = await db
    .collection(CHANNELS)
    .find({ _id: { $in: [...rows.map(({ channel }) => channel), ...asked.map((id) => new ObjectId(id))] } })
    .toArray()
  const there = new Set(posts.map(({ _id }) => String(_id)))

  return {
    channelsOf: (postId: string) =>
      rows.filter(({ post }) => String(post) === postId).map((row) => String(row.channel)),
    isThere: (postId: string) => there.has(postId),
    lacking: new Set(
      documents
        .filter((document) => !canWithdraw(channels, readAccount(document, secrets)))
        .map(({ _id }) => String(_id)),
    ),
  }
}
