import { ChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'

/** A platform took a post and its review refused it; `code` is the platform's own word for that state. */
export function reviewRejected(channel: string, code: string): ChannelError {
  const values = { channel, code }

  return new ChannelError({
    channelCode: code,
    errorClass: 'rejected-content',
    isVerdict: true,
    message: reason('REVIEW_REJECTED', { values }).message,
    says: { code: 'REVIEW_REJECTED', values },
  })
}
