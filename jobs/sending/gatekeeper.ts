import type { GateDecision } from '../../src/domain/sendingGate.ts'
import { decideSendingGate } from '../../src/domain/sendingGate.ts'
import type { FindHolds } from '../holding/holdFacts.ts'
import type { Claim } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'
import type { FindReleaseHolds } from '../releases/holds.ts'
import type { ServerClock } from '../serverClock.ts'
import type { FindCampaignEnds } from './campaignEnds.ts'
import type { OpenChannel, OpenChannelById } from './channelCache.ts'
import type { FindPostFacts } from './postFacts.ts'
import { settleHold } from './settleHold.ts'
import type { FindGateRules } from '../rhythm/gateRules.ts'
import type { GateTurn } from '../rhythm/gateTurns.ts'
import { listenIn } from '../rhythm/listenIn.ts'
import type { FindGateRights } from '../rights/gateRights.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { isKeyed } from '../../src/domain/unknownOutcome.ts'

export interface GatekeeperDependencies {
  clock: ServerClock
  findCampaignEnds: FindCampaignEnds
  findGateRules: FindGateRules
  findHolds: FindHolds
  findPostFacts: FindPostFacts
  findReleaseHolds: FindReleaseHolds
  findRights: FindGateRights
  openChannel: OpenChannelById
}

export interface Passed {
  /** What does not go out, with its reason. */
  held: Settlement[]
  passed: Claim[]
  /** To be ended when what passed is marked. */
  turn: GateTurn
  /** Not judged: another batch decides about their channels at this moment. */
  waiting: Claim[]
}

/** Looks, just before rows are marked, whether each may still go out. */
export async function passGate(dependencies: GatekeeperDependencies, claims: readonly Claim[]): Promise<Passed> {
  const { clock, findCampaignEnds, findHolds, findPostFacts, findReleaseHolds } = dependencies
  const now = clock.now()
  const [holds, posts, channels, ends, releases, rightsError] = await Promise.all([
    findHolds(),
    findPostFacts(claims.map(({ row }) => row.post)),
    openChannels(dependencies, claims),
    findCampaignEnds(claims.flatMap(({ row }) => row.campaign ?? [])),
    findReleaseHolds(claims.map(({ row }) => row.schedule)),
    dependencies.findRights(
      claims.map(({ row }) => row),
      now,
    ),
  ])
  // Last, for it takes the turn, which nobody could end were something else not to be found.
  const { blackouts, rules, turn } = await dependencies.findGateRules(claims, now)

  try {
    return judge(claims, {
      channels,
      ends,
      holds,
      listen: listenIn({ blackouts, now, rules }),
      now,
      posts,
      releases,
      rightsError,
      turn,
    })
  } catch (error) {
    await turn.end()
    throw error
  }
}

interface JudgeFacts {
  channels: Awaited<ReturnType<typeof openChannels>>
  ends: Awaited<ReturnType<FindCampaignEnds>>
  holds: Awaited<ReturnType<FindHolds>>
  listen: ReturnType<typeof listenIn>
  now: Date
  posts: Awaited<ReturnType<FindPostFacts>>
  releases: Awaited<ReturnType<FindReleaseHolds>>
  rightsError: Awaited<ReturnType<FindGateRights>>
  turn: GateTurn
}

function judge(
  claims: readonly Claim[],
  { channels, ends, holds, listen, now, posts, releases, rightsError, turn }: JudgeFacts,
): Passed {
  const result: Passed = { held: [], passed: [], turn, waiting: [] }

  for (const claim of claims) {
    const { row } = claim

    if (turn.others.has(row.channel.toHexString())) {
      result.waiting.push(claim)
      continue
    }

    const hold = releases.get(row.schedule.toHexString())

    if (hold !== undefined) {
      // Its turn has not come; nobody need be told.
      result.held.push({ isQuiet: true, outcome: { error: hold, state: 'blocked' }, row })
      continue
    }

    const channel = channels.get(row.channel.toHexString()) ?? null
    const campaignEndAt = ends.get(String(row.campaign)) ?? null
    const isKnownByKey =
      channel !== null && !(channel instanceof Error) && isKeyed(channel.adapter.manifest.deduplication)
    const decision: GateDecision =
      channel instanceof Error
        ? unusable(channel)
        : decideSendingGate(row, {
            campaignEndAt,
            channel: channel?.account ?? null,
            holds: {
              isCampaignPaused: holds.ofCampaign(row.campaign)?.isPaused === true,
              isChannelPaused: holds.isChannelPaused(row.channel),
              isFrozen: holds.isFrozen,
            },
            isKeyed: isKnownByKey,
            now,
            post: posts.get(row.post.toHexString()) ?? null,
          })

    if (decision.action === 'hold') {
      result.held.push(settleHold(row, decision, now))
      continue
    }

    const unlicensed = rightsError(row)

    if (unlicensed !== null) {
      result.held.push({ outcome: { error: unlicensed, state: 'blocked' }, row })
      continue
    }

    const embargoUntil = holds.ofCampaign(row.campaign)?.embargoUntil ?? null
    // What could not be opened was held.
    const { account, adapter } = channel as OpenChannel
    const unheard = listen(row, { account, campaignEndAt, embargoUntil, isKeyed: isKnownByKey })

    if (unheard !== null) {
      result.held.push(unheard)
    } else if (adapter.manifest.mode === 'assisted') {
      result.held.push({ outcome: { error: null, state: 'awaiting-operator' }, row })
    } else {
      result.passed.push(claim)
    }
  }

  return result
}

async function openChannels(
  { openChannel }: GatekeeperDependencies,
  claims: readonly Claim[],
): Promise<Map<string, Error | OpenChannel | null>> {
  const ids = new Map(claims.map(({ row }) => [row.channel.toHexString(), row.channel]))
  const opened = await Promise.all(
    [...ids].map(async ([key, id]): Promise<[string, Error | OpenChannel | null]> => {
      try {
        return [key, await openChannel(id)]
      } catch (error) {
        return [key, error instanceof Error ? error : new Error(String(error))]
      }
    }),
  )

  return new Map(opened)
}

const unusable = ({ message }: Error): GateDecision => ({
  action: 'hold',
  error: publicationError('gate', 'CHANNEL_UNUSABLE', { detail: message }),
  state: 'blocked',
})
