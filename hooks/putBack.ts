import type { PayloadRequest } from 'payload'

const PUT_BACK = 'drumbeatPutBack'

/** Context of a save that puts back this very start, which may have passed; its caller knows that the schedule had it. */
export const puttingBack = (publishAt: Date): Record<string, unknown> => ({ [PUT_BACK]: publishAt.getTime() })

/** The start of before that a save may put back, though it has passed; null for any other save. */
export function findPutBack({ context }: Pick<PayloadRequest, 'context'>): Date | null {
  const ms = context[PUT_BACK]

  return typeof ms === 'number' ? new Date(ms) : null
}
