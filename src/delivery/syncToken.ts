import { DAY, MINUTE, SECOND } from '../domain/duration.ts'
import { GoneError } from '../domain/errors.ts'
import { malformed, packOpaque, unpackOpaque } from './opaque.ts'
import { asPosition, type Position } from './position.ts'

/** How far a client has come in the changes of one channel. */
export interface SyncToken {
  channelId: string
  position: Position
  /** When the first page of the sync was read, by the database's clock. */
  startedAt: Date
  /** Withdrawals before this instant are left out: the client never heard of what they took back. */
  withdrawnSince: Date
}

const VERSION = 1

/**
 * How far the token of a finished sync steps back before that sync's start.
 *
 * `changedAt` is the server's time at the write, but a write is seen only when it commits: a later one may be
 * seen first. MongoDB ends transactions after 60 s; the rest is for clocks of replica set members that
 * differ. What lies in this window is sent again at the next sync, so clients take changes by id.
 */
export const OVERLAP_MS = 90 * SECOND

/** Older tokens are refused: a client that was away for so long starts anew. */
export const MAX_TOKEN_AGE_MS = 30 * DAY

/** A token from the future was made up, or the clock of the database went back by hours. */
const MAX_CLOCK_DIFFERENCE_MS = 5 * MINUTE

export const formatSyncToken = ({ channelId, position, startedAt, withdrawnSince }: SyncToken): string =>
  packOpaque([VERSION, channelId, position.at.getTime(), position.id, startedAt.getTime(), withdrawnSince.getTime()])

/**
 * Reads a client's token, or begins a first sync without one.
 *
 * Throws `InvalidInputError` when it is no token of this channel, `GoneError` when it is too old.
 */
export function parseSyncToken({ channelId, now, token }: ParseSyncTokenArgs): SyncToken {
  if (token === null) {
    const position = { at: new Date(0), id: '' }

    return { channelId, position, startedAt: now, withdrawnSince: new Date(now.getTime() - OVERLAP_MS) }
  }

  const [version, ofChannel, at, id, startedMs, withdrawnMs, ...rest] = unpackOpaque(token, 'since')
  const position = asPosition(at, id)
  const started = asPosition(startedMs, '')
  const withdrawn = asPosition(withdrawnMs, '')

  if (version !== VERSION || ofChannel !== channelId || !position || !started || !withdrawn || rest.length > 0) {
    throw malformed('since')
  }

  const ageMs = now.getTime() - started.at.getTime()

  if (ageMs < -MAX_CLOCK_DIFFERENCE_MS || position.at.getTime() > now.getTime() + MAX_CLOCK_DIFFERENCE_MS) {
    throw malformed('since')
  }

  if (ageMs > MAX_TOKEN_AGE_MS) {
    throw new GoneError('The sync token is older than 30 days; drop what you have and sync again without one.')
  }

  const startedAt = isFinished(position) ? now : started.at

  return { channelId, position, startedAt, withdrawnSince: withdrawn.at }
}

export interface ParseSyncTokenArgs {
  channelId: string
  /** The database's time. */
  now: Date
  /** Null for a first sync. */
  token: string | null
}

/** The token behind a page that is not the last one. */
export const pageToken = (token: SyncToken, last: Position): SyncToken => ({ ...token, position: last })

/**
 * The token after the last page, from which the next sync starts.
 *
 * It steps back from the start of this sync and not from its end: what committed late behind a page that was
 * read long ago would be lost otherwise.
 */
export function finishedToken(token: SyncToken): SyncToken {
  const at = new Date(token.startedAt.getTime() - OVERLAP_MS)

  return { ...token, position: { at, id: '' }, withdrawnSince: at }
}

/** Pages end at a publication; only a finished sync ends at an instant. */
const isFinished = ({ id }: Position): boolean => id === ''
