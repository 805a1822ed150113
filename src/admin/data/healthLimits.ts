import { SECOND } from '../../domain/duration.ts'

/** Three missed heartbeats: a worker that was silent for longer counts as lost. */
export const SILENCE_MS = 16 * SECOND

/** A clock further off than this makes lateness figures wrong; never the due time, which is the database's. */
export const OFFSET_LIMIT_MS = SECOND
