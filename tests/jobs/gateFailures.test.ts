import { describe, expect, it, vi } from 'vitest'

import { localNow } from '../../jobs/ledger/lease.ts'
import type { Claim } from '../../jobs/ledger/rows.ts'
import { createMarker, type MarkerDependencies } from '../../jobs/sending/createMarker.ts'
import type { Lane } from '../../jobs/sending/lanes.ts'
import { aChannel } from '../support/aChannel.ts'
import { aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

const NOW = new Date('2026-11-26T08:00:00Z')

/** A lane with one row that is due. */
function aPart(): { claim: Claim; lane: Lane } {
  const { id: channel } = aChannel()
  const claim: Claim = { leaseMs: 0, row: aPublication({ channel, dueAt: NOW }), since: localNow() }

  return { claim, lane: { channel, marking: 0, ready: [], sending: 0, slots: Infinity, waiting: [claim] } }
}

/** Marks one row of each of two channels; the second channel is about to be decided about by another batch. */
async function mark(given: Partial<MarkerDependencies> = {}) {
  const [ours, theirs] = [aPart(), aPart()]
  const dropped: string[] = []
  const turn = { taken: 0, ended: 0 }
  const marker = createMarker({
    advance: () => undefined,
    clock: { floorMs: () => NOW.getTime(), now: () => NOW },
    failpoints: { reach: () => undefined },
    findCampaignEnds: () => Promise.resolve(new Map()),
    findGateRules() {
      turn.taken += 1

      return Promise.resolve({
        blackouts: [],
        rules: new Map(),
        turn: {
          channels: [ours.claim.row.channel],
          end() {
            turn.ended += 1

            return Promise.resolve()
          },
          endsAt: NOW,
          others: new Set([String(theirs.claim.row.channel)]),
        },
      })
    },
    findHolds: () => Promise.resolve({ isChannelPaused: () => false, isFrozen: false, ofCampaign: () => undefined }),
    findPostFacts: () =>
      Promise.resolve(new Map([[String(ours.claim.row.post), { stage: 'approved', trashed: false }]])),
    findReleaseHolds: () => Promise.resolve(new Map()),
    findRights: () => Promise.resolve(() => null),
    held: { drop: (ids: readonly string[]) => dropped.push(...ids) },
    lanes: { all: () => [ours.lane, theirs.lane] },
    ledger: { markSending: () => Promise.reject(new Error('no answer')) },
    limits: { safetyMs: 500 },
    log: silentLog,
    openChannel: () => Promise.resolve(aChannel()),
    pace: { release: () => undefined },
    queue: { push: () => undefined, writeNow: () => Promise.resolve() },
    ...given,
  } as unknown as MarkerDependencies)

  marker.mark()
  await marker.idle()

  return { dropped, ours, theirs, turn }
}

describe('a batch that fails at the gate', () => {
  it.each(['findCampaignEnds', 'findHolds', 'findRights'] as const)('keeps no turn when %s fails', async (name) => {
    const { turn } = await mark({ [name]: () => Promise.reject(new Error('no answer')) })

    expect(turn.ended).toBe(turn.taken)
  })

  it('gives back its turn when it cannot judge a row', async () => {
    const { turn } = await mark({
      findRights: () =>
        Promise.resolve(() => {
          throw new Error('a broken row')
        }),
    })

    expect(turn).toEqual({ ended: 1, taken: 1 })
  })

  it('gives back a turn that it is given when it no longer waits', async () => {
    const late = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(late.signal)
    const end = vi.fn(() => Promise.resolve())

    await mark({
      findGateRules() {
        late.abort(new Error('too late'))

        return new Promise((resolve) => {
          setImmediate(() =>
            resolve({ blackouts: [], rules: new Map(), turn: { channels: [], end, endsAt: NOW, others: new Set() } }),
          )
        })
      },
    })
    await vi.waitFor(() => expect(end).toHaveBeenCalledOnce())
    timeout.mockRestore()
  })
})

describe('a batch that fails when it marks', () => {
  it('gives up what it would have marked, and not what is back in its lane', async () => {
    const { dropped, ours, theirs, turn } = await mark()

    expect(dropped).toEqual([ours.claim.row._id])
    expect(theirs.lane.waiting).toEqual([theirs.claim])
    expect(turn).toEqual({ ended: 1, taken: 1 })
  })
})
