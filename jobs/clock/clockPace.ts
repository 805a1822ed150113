import { SECOND } from '../../src/domain/duration.ts'

/** How often a worker's Agenda looks for jobs, and how many it runs at one time. */
export const CLOCK_PACE = { maxConcurrency: 50, processEvery: SECOND }
