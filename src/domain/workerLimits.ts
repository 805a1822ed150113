import { SECOND } from './duration.ts'

/** Three missed heartbeats: a worker that was silent for longer counts as lost. */
export const SILENCE_MS = 16 * SECOND

/** A machine whose clock is further off than this is told so; its sends keep to the database's time all the same. */
export const CLOCK_LIMIT_MS = 2 * SECOND

/** The oldest due publication may wait so long before somebody is told. */
export const LATE_LIMIT_MS = 5 * SECOND
