import { DrumbeatError } from '../domain/errors.ts'

/**
 * A request that never left: the address is refused by policy, or no connection came about.
 *
 * No byte of the request reached anybody, so the outcome is known and a retry is safe.
 */
export class OutboundError extends DrumbeatError {
  readonly code: 'OUTBOUND_REFUSED' | 'OUTBOUND_UNREACHABLE'

  constructor(code: OutboundError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
