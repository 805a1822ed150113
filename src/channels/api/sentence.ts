import type { ChannelErrorClass } from '../../domain/errors.ts'
import type { ReasonCode } from '../../domain/reasons/reason.ts'

/** What each class says to people. */
export const SENTENCE: Readonly<Record<ChannelErrorClass, ReasonCode>> = {
  disconnect: 'CHANNEL_DISCONNECT',
  'invalid-payload': 'CHANNEL_INVALID_PAYLOAD',
  'needs-human': 'CHANNEL_NEEDS_HUMAN',
  'not-allowed': 'CHANNEL_NOT_ALLOWED',
  'quota-exhausted': 'CHANNEL_QUOTA_EXHAUSTED',
  'reauth-auto': 'CHANNEL_REAUTH_AUTO',
  'reauth-user': 'CHANNEL_REAUTH_USER',
  'rejected-content': 'CHANNEL_REJECTED_CONTENT',
  retry: 'CHANNEL_RETRY',
  throttled: 'CHANNEL_THROTTLED',
  'unknown-outcome': 'CHANNEL_UNKNOWN_OUTCOME',
}
