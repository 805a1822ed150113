import type { Collection, ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog, ChannelRegistry, PublicationActions, SecretBox } from '../hooks/dependencies.ts'
import type { SafeFetch } from '../src/domain/channelAdapter.ts'
import { canWithdraw } from '../src/channels/canWithdraw.ts'
import { readAccount } from '../src/channels/readAccount.ts'
import { rawCollection } from '../src/database/handles.ts'
import { conflict } from '../src/domain/conflict.ts'
import { ConflictError, InvalidInputError, NotFoundError, type Reason } from '../src/domain/errors.ts'
import { type ActDecision, decideAct, findStop, PUBLICATION_ACTION_STATES } from '../src/domain/publicationActions.ts'
import type { PublicationError, ScheduleState } from '../src/domain/publication.ts'
import { CHANNELS, PUBLICATIONS, SCHEDULES } from '../src/domain/slugs.ts'
import { mayBeOut } from '../src/domain/unknownOutcome.ts'
import { reason } from '../src/domain/reasons/reason.ts'
import type { StoredRow } from './arming/sources.ts'
import type { Bells } from './bells.ts'
import { type AttestationCheck, checkAttestation } from './assisted/checkAttestation.ts'
import { actOnMany } from './bulkActions.ts'
import { followPosts } from './following/followPosts.ts'
import { followSchedules } from './following/followSchedules.ts'
import { actOnRow } from './ledger/actOnRow.ts'

export interface PublicationActionsDependencies {
  audit: AuditLog
  bells: Bells
  channels: ChannelRegistry
  clock: () => Date
  /** The one that refuses private addresses. */
  fetch: SafeFetch
  /** Brings what is to carry the latest approved version of a post up to date; gives the ids that it does not fit, with why. */
  refreshLatest: (postId: string) => Promise<ReadonlyMap<string, string>>
  /** Some accounts can take back only with their secrets. */
  secrets: SecretBox
}

/**
 * Lets a person act on one publication.
 *
 * Each act is one compare-and-set on the states that it fits, so an act that meets a send in progress
 * loses and says so (`ConflictError`), and never the other way round.
 */
export const createPublicationActions = (dependencies: PublicationActionsDependencies): PublicationActions => ({
  actOnMany: (args) => actOnMany(dependencies, args),
  async act({ action, data, id, req }) {
    const rows = rawCollection<StoredRow>(req.payload, PUBLICATIONS)
    const before = await rows.findOne({ _id: id })

    if (before === null) {
      throw new NotFoundError(`There is no publication ${id}`, {
        reasons: [reason('NO_PUBLICATION', { values: { id } })],
      })
    }

    const check = await checkWord({ action, data, dependencies, req, row: before })
    const decision = decideAct({
      action,
      data: check.data,
      error: before.error ? withoutClass(before.error) : null,
      isUrlRequired: check.isUrlRequired,
      mayBeOut: mayBeOut(before),
      state: before.state,
      unwanted: before.unwanted ?? null,
    })

    if (decision.action === 'refuse') {
      throw refuse(decision.reasons)
    }

    if (decision.action === 'withdraw') {
      await assertWithdrawable({ ...dependencies, req, row: before })
    }

    const stop = decision.action === 'send' ? await findStopOf({ req, row: before }) : null

    if (stop !== null) {
      throw conflict(stop)
    }

    const row = decision.action === 'send' ? await withLatest({ before, dependencies, rows }) : before
    const now = dependencies.clock()
    const attested = {
      at: now.toISOString(),
      by: String(req.user?.id ?? ''),
      ...(check.isUnseen && { isUnseen: true as const }),
    }
    const after = await actOnRow(rows, { action, decision, now, row, ...(check.isByHand && { attested }) })

    if (after === null) {
      throw conflict('CHANGED')
    }

    await dependencies.audit.record(
      {
        action: `publication.${action}`,
        after: summary(after),
        before: summary(before),
        subject: { id, slug: PUBLICATIONS },
        ...(typeof data['reason'] === 'string' ? { reason: data['reason'] } : {}),
      },
      req,
    )
    await follow({ decision, dependencies, req, row: after })

    return after
  },
})

/** What a release sends again is no business of the schedule that it came from. */
async function findStopOf({ req, row }: { req: PayloadRequest; row: StoredRow }) {
  const schedule =
    row.restores === undefined
      ? await rawCollection<{ _id: ObjectId; state: ScheduleState }>(req.payload, SCHEDULES).findOne(
          { _id: row.schedule },
          { projection: { state: 1 } },
        )
      : null

  return findStop(schedule?.state)
}

interface WithLatestArgs {
  before: StoredRow
  dependencies: Pick<PublicationActionsDependencies, 'refreshLatest'>
  rows: Collection<StoredRow>
}

/**
 * The row as it stands once it carries what it is to carry; an approval whose process died has not reached it yet.
 *
 * Throws where the latest version does not fit its channel, which nobody could have seen.
 */
async function withLatest({ before, dependencies, rows }: WithLatestArgs): Promise<StoredRow> {
  if (before.contentPolicy !== 'latest') {
    return before
  }

  const left = await dependencies.refreshLatest(String(before.post))
  const why = left.get(before._id)

  if (why !== undefined) {
    throw conflict('LATEST_UNFIT', { values: { why } })
  }

  const row = (await rows.findOne({ _id: before._id })) ?? before

  if (row.error?.code === 'LATEST_UNFIT' && before.error?.code !== 'LATEST_UNFIT') {
    throw conflict('LATEST_UNFIT', row.error.values === undefined ? {} : { values: row.error.values })
  }

  // Changed by more than the refresh: what the person saw decides.
  return row.state === before.state ? row : before
}

interface CheckWordArgs extends Pick<Parameters<PublicationActions['act']>[0], 'action' | 'data' | 'req'> {
  dependencies: PublicationActionsDependencies
  row: StoredRow
}

/** Looks at the address that comes with a person's word; throws with the reason when it cannot be the post's. */
async function checkWord({ action, data, dependencies, req, row }: CheckWordArgs): Promise<AttestationCheck> {
  if (action !== 'attest' || !PUBLICATION_ACTION_STATES.attest.includes(row.state)) {
    return { data, isByHand: false, isUnseen: false, isUrlRequired: true, reasons: [] }
  }

  const { channels, fetch } = dependencies
  const check = await checkAttestation({ channels, data, fetch, payload: req.payload, row })

  if (check.reasons.length > 0) {
    throw refuse(check.reasons)
  }

  return check
}

const refuse = (reasons: readonly Reason[]) =>
  reasons.some((reason) => reason.code === 'STATE')
    ? new ConflictError(reasons.map((reason) => reason.message).join('; '), { reasons })
    : new InvalidInputError(reasons.map((reason) => reason.message).join('; '), reasons)

async function assertWithdrawable(args: {
  channels: ChannelRegistry
  req: PayloadRequest
  row: StoredRow
  secrets: SecretBox
}) {
  const channel = await rawCollection(args.req.payload, CHANNELS).findOne({ _id: args.row.channel })

  if (channel === null) {
    throw conflict('CHANNEL_DELETED')
  }

  if (!canWithdraw(args.channels, readAccount(channel, args.secrets))) {
    throw conflict('NOT_WITHDRAWABLE')
  }
}

interface FollowArgs {
  decision: ActDecision
  dependencies: PublicationActionsDependencies
  req: PayloadRequest
  row: StoredRow
}

async function follow({ decision, dependencies: { bells, clock }, req, row }: FollowArgs): Promise<void> {
  if (decision.action === 'send' || decision.action === 'withdraw') {
    await bells.ring([clock()])
  }

  if (decision.action === 'settle' || decision.action === 'take-down') {
    await followPosts({ clock, payload: req.payload, postIds: [row.post] })
  }

  await followSchedules({ clock, payload: req.payload, scheduleIds: [row.schedule] })
}

const withoutClass = ({ class: _class, ...why }: PublicationError): Reason => why

const summary = ({ dueAt, error, receipt, state }: StoredRow) => ({ dueAt, error, receipt, state })
