import type { Payload } from 'payload'

import type { Bells } from '../bells.ts'

export interface RingArgs {
  bells: Bells
  instants: readonly (Date | null)[]
  payload: Payload
}

/** A bell that is not rung costs a moment, never a publication: the sweep finds what is due. */
export async function ring({ bells, instants, payload }: RingArgs): Promise<void> {
  try {
    await bells.ring(instants.filter((instant) => instant !== null))
  } catch (error) {
    payload.logger.warn({ err: error, msg: 'No bell could be set; the sweep will find what is due' })
  }
}
