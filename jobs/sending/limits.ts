import { MINUTE, SECOND } from '../../src/domain/duration.ts'

/** How much one worker takes on, and how early. */
export interface SendingLimits {
  /** What fell due while no worker ran goes to each channel at most so quickly, unless the channel's own rate says otherwise. */
  catchUpPerSecond: number
  /** Sends at one time to one channel. */
  channelConcurrency: number
  /** Rows due within so many milliseconds are claimed; a bell rings three seconds ahead of its second. */
  claimAheadMs: number
  claimBatch: number
  /** Rows held at one time, waiting or being sent. */
  heldRows: number
  leaseMs: number
  /** A send that takes longer is broken off, although its lease could be renewed; its outcome is then unknown. */
  longestSendMs: number
  /** Sends at one time to all channels together; a channel of many has its share even where others have taken more than theirs. */
  overallConcurrency: number
  /** So long before its lease ends, a send is broken off and a waiting row is not begun. */
  safetyMs: number
  /** How long a stopping worker lets sends finish. */
  stopMs: number
}

export const SENDING_LIMITS: SendingLimits = {
  catchUpPerSecond: 10,
  channelConcurrency: 32,
  claimAheadMs: 4.5 * SECOND,
  claimBatch: 2_000,
  heldRows: 12_000,
  leaseMs: MINUTE,
  longestSendMs: 5 * MINUTE,
  overallConcurrency: 256,
  safetyMs: 5 * SECOND,
  stopMs: 20 * SECOND,
}

/**
 * A row is marked `sending` at most so long before its time; nothing leaves until the time has come.
 *
 * A mark costs about 0.04 ms of the database's time, so marking ten thousand rows only when they are due
 * would start the last of them half a second late. Marks begin as early as their number needs, no more.
 */
export const MARK_AHEAD_MS = SECOND

/** Rows of one channel that a worker keeps waiting at most, as a multiple of what it sends there at one time. */
export const WAITING_PER_SLOT = 20
