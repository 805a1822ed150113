import { DrumbeatError } from '../domain/errors.ts'

/**
 * A request that never left: its address is refused by policy, no connection came about, or it was called off in time.
 *
 * No byte of the request reached anybody, so the outcome is known and a retry is safe.
 */
export class OutboundError extends DrumbeatError {
  readonly code: 'OUTBOUND_CALLED_OFF' | 'OUTBOUND_REFUSED' | 'OUTBOUND_UNREACHABLE'

  constructor(code: OutboundError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
