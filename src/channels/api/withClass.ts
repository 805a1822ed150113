import { ChannelError, isChannelError } from '../../domain/errors.ts'
import { SENTENCE } from './sentence.ts'

/** The same error, where more is known of what may follow than the platform could say. */
export const withClass = (error: ChannelError, errorClass: ChannelError['errorClass']): ChannelError => {
  const { cause, channelCode, message, requestId, retryAfterMs, says } = error

  return new ChannelError({
    cause,
    errorClass,
    message,
    ...(channelCode !== undefined && { channelCode }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(says !== undefined && { says: { ...says, code: SENTENCE[errorClass] } }),
  })
}

/** Of a question that changes nothing on the platform: what is unclear about it may be asked again. */
export const asQuestion = (error: unknown): unknown =>
  isChannelError(error) && error.errorClass === 'unknown-outcome' ? withClass(error, 'retry') : error
