import type { Document, Filter, UpdateFilter } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog, ChannelRegistry, PublicationActions } from '../hooks/dependencies.ts'
import { readPublicAccount } from '../src/channels/readAccount.ts'
import { rawCollection } from '../src/database/handles.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../src/domain/errors.ts'
import type { PublicationAction } from '../src/domain/publication.ts'
import { type ActDecision, decideAct, PUBLICATION_ACTION_STATES } from '../src/domain/publicationActions.ts'
import { CHANNELS, PUBLICATIONS } from '../src/domain/slugs.ts'
import type { StoredRow } from './arming/sources.ts'
import type { Bells } from './bells.ts'
import { actOnMany } from './bulkActions.ts'
import { followPosts } from './following/followPosts.ts'
import { followSchedules } from './following/followSchedules.ts'
import { publicationError } from '../src/domain/reasons/publicationError.ts'
import { reason, type ReasonCode } from '../src/domain/reasons/reason.ts'

export interface PublicationActionsDependencies {
  audit: AuditLog
  bells: Bells
  channels: ChannelRegistry
  clock: () => Date
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
      throw new NotFoundError(`There is no publication ${id}`)
    }

    const decision = decideAct({ action, data, state: before.state })

    if (decision.action === 'refuse') {
      throw refuse(decision.reasons)
    }

    if (decision.action === 'withdraw') {
      await assertWithdrawable({ channels: dependencies.channels, req, row: before })
    }

    const after = await rows.findOneAndUpdate(fits({ action, row: before }), describe(decision, dependencies.clock()), {
      returnDocument: 'after',
      writeConcern: { w: 'majority' },
    })

    if (after === null) {
      throw new ConflictError(`Publication ${id} changed in the meantime; look again before you ${action}`)
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

const refuse = (reasons: Extract<ActDecision, { action: 'refuse' }>['reasons']) =>
  reasons.some((reason) => reason.code === 'STATE')
    ? new ConflictError(reasons.map((reason) => reason.message).join('; '), { reasons })
    : new InvalidInputError(reasons.map((reason) => reason.message).join('; '), reasons)

const conflict = (code: ReasonCode): ConflictError => {
  const given = reason(code)

  return new ConflictError(given.message, { reasons: [given] })
}

const fits = ({ action, row }: { action: PublicationAction; row: StoredRow }): Filter<StoredRow> => ({
  _id: row._id,
  fence: row.fence,
  state: { $in: [...PUBLICATION_ACTION_STATES[action]] },
})

/** Server time where the clock of the ledger counts; the fence moves so that an older claim loses. */
function describe(
  decision: Exclude<ActDecision, { action: 'refuse' }>,
  now: Date,
): Document[] | UpdateFilter<StoredRow> {
  const released = { fence: { $add: ['$fence', 1] }, leaseUntil: null, token: null, updatedAt: '$$NOW' }

  switch (decision.action) {
    case 'send':
      return [
        {
          $set: {
            ...released,
            attempts: 0,
            catchUp: 'publish',
            dueAt: '$$NOW',
            error: null,
            onQuiet: 'ignore',
            state: 'armed',
          },
        },
      ]
    case 'cancel':
      return [
        {
          $set: {
            ...released,
            error: publicationError('gate', 'CANCELLED'),
            state: 'cancelled',
          },
        },
      ]
    case 'withdraw':
      return [{ $set: { unpublishAt: '$$NOW', updatedAt: '$$NOW' } }]
    case 'settle':
      return [
        {
          $set: {
            ...released,
            changedAt: '$$NOW',
            error: null,
            followed: false,
            receipt: {
              $literal: {
                publishedAt: now.toISOString(),
                remoteId: decision.url ?? 'attested',
                ...(decision.url === null ? {} : { url: decision.url }),
              },
            },
            state: 'published',
          },
        },
      ]
  }
}

async function assertWithdrawable(args: { channels: ChannelRegistry; req: PayloadRequest; row: StoredRow }) {
  const channel = await rawCollection(args.req.payload, CHANNELS).findOne({ _id: args.row.channel })

  if (channel === null) {
    throw conflict('CHANNEL_DELETED')
  }

  if (args.channels.adapterFor(readPublicAccount(channel)).withdraw === undefined) {
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

  if (decision.action === 'settle') {
    await followPosts({ clock, payload: req.payload, postIds: [row.post] })
  }

  await followSchedules({ clock, payload: req.payload, scheduleIds: [row.schedule] })
}

const summary = ({ dueAt, error, receipt, state }: StoredRow) => ({ dueAt, error, receipt, state })
