import { type ChannelErrorClass, isChannelError } from '../../src/domain/errors.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

export interface Failure {
  error: PublicationError & { class: ChannelErrorClass }
  forgetsHandles?: boolean
  retryAfterMs?: number | undefined
}

/**
 * Says what an error of an adapter means.
 *
 * An adapter throws `ChannelError`; anything else during `commit` may have happened after bytes left, so
 * the outcome is unknown. `prepare` leaves nothing that people see, so there it may simply be repeated.
 */
export function describeFailure(thrown: unknown, phase: 'commit' | 'prepare'): Failure {
  if (isChannelError(thrown)) {
    const { channelCode, errorClass, forgetsHandles, message, requestId, retryAfterMs, says } = thrown
    const isHarmless = phase === 'prepare' && errorClass === 'unknown-outcome'

    return {
      error: {
        class: isHarmless ? 'retry' : errorClass,
        code: channelCode ?? thrown.code,
        message,
        ...(requestId !== undefined && { requestId }),
        ...(says !== undefined && { says: says.code, ...(says.values !== undefined && { values: says.values }) }),
      },
      // By another copy of this module it may be missing.
      ...(forgetsHandles && { forgetsHandles }),
      retryAfterMs,
    }
  }

  const detail = thrown instanceof Error ? thrown.message : String(thrown)

  return {
    error: publicationError(phase === 'commit' ? 'unknown-outcome' : 'retry', 'ADAPTER_THREW', { detail }),
  }
}
