import type { Labels } from './channelAdapter.ts'

/** Why a document cannot be saved as it is: what is wrong, in both languages, and with which field. */
export interface Refusal {
  message: Labels
  path: string
}
