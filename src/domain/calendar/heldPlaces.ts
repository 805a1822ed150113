import { isForGood } from '../ledgerPlan.ts'
import type { PublicationState } from '../publication.ts'
import { publicationId } from '../publicationId.ts'
import { isInPlan, isRepeating, type StoredPlan } from './storedPlan.ts'

/** A row of the ledger that may speak in the place of its plan. */
export interface HeldPlace {
  channel: string
  /** Why it is where it is. */
  code?: string | undefined
  occurrenceAt?: Date | undefined
  schedule: string
  state: PublicationState
}

/** What the ledger is asked for, so that no plan shows once more what a row shows already. */
export interface LedgerQuestion {
  /** Of the rows that would stand at the plans' own instants. */
  ids: string[]
  /** Of those that come once: a channel that one of them has reached is not reached again, wherever it was moved since. */
  schedules: string[]
}

export interface AskLedgerArgs {
  expand: (plan: StoredPlan) => readonly Date[]
  /** Places that are asked for at most; the earliest come first. */
  limit: number
  plans: readonly StoredPlan[]
}

/** Out, or perhaps out. */
export const REACHED_STATES: readonly PublicationState[] = ['published', 'sending', 'unconfirmed', 'withdrawn']

/** Asks by the ids that rows would have, so that the years behind a repeat cost nothing. */
export function askLedger({ expand, limit, plans }: AskLedgerArgs): LedgerQuestion {
  const onceArmed = plans.filter((plan) => isInPlan(plan) && (plan.pinnedVersion ?? '') !== '')
  const places = onceArmed
    .flatMap((plan) =>
      expand(plan).flatMap((occurrenceAt) =>
        plan.channels.map((channelId) => ({ channelId, occurrenceAt, postId: plan.post, scheduleId: plan._id })),
      ),
    )
    .sort((one, other) => one.occurrenceAt.getTime() - other.occurrenceAt.getTime())

  return {
    ids: places.slice(0, limit).map(publicationId),
    schedules: onceArmed.filter((plan) => !isRepeating(plan)).map(({ _id }) => _id),
  }
}

export type IsHeld = (plan: StoredPlan, channel: string, instant: Date) => boolean

/**
 * Where the ledger speaks, and the plan is silent.
 *
 * What comes once leaves out the channels that it has reached, whenever that was; of a repeat each occurrence speaks for
 * itself. A row that was cancelled says nothing, unless it is for good: arming leaves it so.
 */
export function createIsHeld(held: readonly HeldPlace[]): IsHeld {
  const standing = new Set<string>()
  const ended = new Set<string>()
  const reached = new Set<string>()

  for (const { channel, code, occurrenceAt, schedule, state } of held) {
    const place = placeOf(schedule, channel, occurrenceAt)

    if (state !== 'cancelled') {
      standing.add(place)
    } else if (isForGood({ errorCode: code ?? null, state })) {
      ended.add(place)
    }

    if (REACHED_STATES.includes(state)) {
      reached.add(`${schedule}-${channel}`)
    }
  }

  return (plan, channel, instant) => {
    const place = placeOf(plan._id, channel, instant)

    return standing.has(place) || (isRepeating(plan) ? ended.has(place) : reached.has(`${plan._id}-${channel}`))
  }
}

/** Names an occurrence of a plan on a channel. */
export const placeOf = (schedule: string, channel: string, at: Date | undefined): string =>
  `${schedule}-${channel}-${at?.getTime() ?? 0}`
