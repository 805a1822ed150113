import type { PayloadRequest } from 'payload'

/** A request for a write to another file within the same save: the one at hand still carries the first one's file, and what was learned of it. */
export const ownRequest = ({ transactionID, user }: PayloadRequest): Partial<PayloadRequest> => ({
  ...(transactionID !== undefined && { transactionID }),
  user,
})
