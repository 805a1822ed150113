import type { ChannelAccount } from '../../src/domain/channelAdapter.ts'
import { plannedAt } from '../../src/domain/channelPace.ts'
import { stillHalfOut } from '../../src/domain/halfOut.ts'
import { holdMoved, isLate, type MoveFacts } from '../../src/domain/sendingGate.ts'
import { decideRhythm, type RhythmDecision } from '../../src/domain/rhythm/gateRhythm.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { settleHold } from '../sending/settleHold.ts'
import type { Settlement } from '../ledger/settlement.ts'
import { type ChannelRules, type GateRules, keepsDistance } from './gateRules.ts'
import { readChannelRhythm } from './readChannelRhythm.ts'

/** What bounds the time of one row. */
export interface Bounds extends Pick<MoveFacts, 'campaignEndAt' | 'isKeyed'> {
  /** The row's channel. */
  account: Pick<ChannelAccount, 'name' | 'timeZone'>
  embargoUntil: Date | null
}

/** Tells what becomes of a row whose channel may not speak now; null when it may. */
export type Listen = (row: StoredRow, bounds: Bounds) => Settlement | null

export interface ListenInArgs extends Pick<GateRules, 'blackouts' | 'rules'> {
  now: Date
}

/**
 * Listens for one batch whether channels may speak.
 *
 * What may go out takes its time, in sight of the rows behind it. A burst of one instant on a channel that keeps no distance is
 * decided once.
 */
export function listenIn({ blackouts, now, rules }: ListenInArgs): Listen {
  const decided = new Map<string, RhythmDecision>()

  return (row, { account, embargoUntil, ...bounds }) => {
    const id = row.channel.toHexString()
    const known = rules.get(id)

    if (known === undefined && blackouts.length === 0 && embargoUntil === null) {
      return null
    }

    const key = [id, row.dueAt.getTime(), row.onQuiet, embargoUntil?.getTime()].join()
    const decision =
      decided.get(key) ?? decideRhythm(row, { ...(known ?? withoutRhythm(id, account)), blackouts, embargoUntil }, now)

    if (known !== undefined && keepsDistance(known.channel)) {
      if (decision.action === 'send') {
        known.takenAt.push(row.dueAt > now ? row.dueAt : now)
      }
    } else {
      decided.set(key, decision)
    }

    return settle(row, decision, { ...bounds, now })
  }
}

/** Blackouts and embargoes bind it all the same, and speak of its own wall clock. */
const withoutRhythm = (id: string, { name, timeZone }: Bounds['account']): ChannelRules => ({
  channel: readChannelRhythm({ _id: id, name, timeZone }),
  takenAt: [],
})

function settle(row: StoredRow, decision: RhythmDecision, facts: Omit<MoveFacts, 'at'>): Settlement | null {
  const { now } = facts

  switch (decision.action) {
    case 'block':
      return { outcome: { error: decision.error, state: 'blocked' }, row }
    case 'move': {
      const { dueAt, error, movedFor } = decision
      const past = holdMoved(row, { ...facts, at: dueAt })

      if (past !== null) {
        return settleHold(row, past, now)
      }

      // A late row stays late; what is moved on time has its new time as its plan.
      const wait = isLate(row, now) ? { wait: { since: plannedAt(row), until: dueAt } } : {}

      return {
        isQuiet: true,
        outcome: { dueAt, error: stillHalfOut(row, error) ?? error, movedFor, state: 'armed', ...wait },
        row,
      }
    }
    case 'send':
      return null
  }
}
