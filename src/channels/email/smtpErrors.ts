import type { ChannelError, ChannelErrorClass } from '../../domain/errors.ts'
import type { ReasonCode } from '../../domain/reasons/reason.ts'
import { errorOf, type ErrorRow, errorTable } from '../api/errorTable.ts'
import { redact } from '../api/redact.ts'
import { spokenError } from '../spokenError.ts'

export const NAME = 'SMTP'

/** The steps of a session, by the commands that the library names. */
const STAGES = ['AUTH', 'DATA', 'MAIL FROM', 'RCPT TO', 'STARTTLS'] as const

/**
 * By (reply, step), https://www.rfc-editor.org/rfc/rfc5321#section-4.2 and rfc4954: what is refused was not taken.
 *
 * The same 550 speaks of the sender, of the recipient or of the message.
 */
const table = errorTable([
  { class: 'reauth-user', codes: ['AUTH'], statuses: [432, 530, 534, 535, 538, 550] },
  { class: 'reauth-user', codes: ['MAIL FROM'], statuses: [530] },
  { class: 'not-allowed', codes: ['MAIL FROM'], statuses: [550, 551, 553, 554] },
  { class: 'disconnect', codes: ['RCPT TO'], statuses: [550, 551, 553, 556] },
  { class: 'not-allowed', codes: ['RCPT TO'], statuses: [530, 554] },
  { class: 'rejected-content', codes: ['DATA'], statuses: [550, 554] },
  { class: 'not-allowed', codes: ['STARTTLS'] },
  // The message is too large, or a mailbox is full.
  { class: 'invalid-payload', codes: ['DATA', 'MAIL FROM'], statuses: [552] },
  { class: 'quota-exhausted', codes: ['RCPT TO'], statuses: [452, 552] },
])

/**
 * By the enhanced status code (RFC 3463 and 7372, registry iana.org/assignments/smtp-enhanced-status-codes), which says more than the reply
 * does: 550 may be a mailbox that is gone, a sender that may not, or a mail without a good signature.
 */
const enhanced = errorTable([
  { class: 'disconnect', codes: ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '5.2.4'] },
  {
    class: 'not-allowed',
    codes: ['5.1.7', '5.1.8', '5.7.2', '5.7.20', '5.7.21', '5.7.23', '5.7.25', '5.7.26', '5.7.27'],
  },
  { class: 'invalid-payload', codes: ['5.2.3', '5.3.4', '5.6.1', '5.6.3', '5.6.7', '5.6.9'] },
  { class: 'quota-exhausted', codes: ['4.2.2', '5.2.2'] },
  { class: 'reauth-user', codes: ['5.7.8', '5.7.9', '5.7.11'] },
])

export interface SmtpFailure {
  error: unknown
  /** True once any of the message was written. */
  hasLeft: boolean
  secrets: readonly string[]
}

/** The error of a mail that did not go out, or of which nobody knows. */
export function smtpErrorOf({ error, hasLeft, secrets }: SmtpFailure): ChannelError {
  const { code, command, message, response, responseCode } = partsOf(error)

  if (responseCode !== null) {
    const stage = STAGES.find((each) => command.startsWith(each)) ?? ''
    const failure = {
      channel: NAME,
      code: stage,
      detail: redact(response || message, secrets),
      status: responseCode,
    }
    const said = { ...failure, code: enhancedIn(response) }

    return errorOf(() => enhanced(said) ?? table(failure) ?? fallback(responseCode), {
      ...failure,
      code: `SMTP_${responseCode}`,
    })
  }

  const fail = (errorClass: ChannelErrorClass, says: ReasonCode): ChannelError =>
    spokenError({
      cause: withoutSecrets(error),
      channelCode: code,
      errorClass,
      says,
      values: { channel: NAME, code },
    })

  if (hasLeft) {
    return fail('unknown-outcome', 'NO_ANSWER')
  }

  switch (code) {
    case 'OUTBOUND_REFUSED':
      return fail('not-allowed', 'ADDRESS_REFUSED')
    case 'EAUTH':
    case 'ENOAUTH':
      return fail('reauth-user', 'CHANNEL_REAUTH_USER')
    case 'ETLS':
      return fail('not-allowed', 'SMTP_UNENCRYPTED')
    case 'EENVELOPE':
    case 'EMESSAGE':
      return fail('invalid-payload', 'CHANNEL_INVALID_PAYLOAD')
    default:
      return fail('retry', 'CHANNEL_RETRY')
  }
}

/** `5.1.1` of `550 5.1.1 no such user`. */
const enhancedIn = (response: string): string => /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? ''

/** 4yz may work later, 5yz will not. */
const fallback = (status: number): ErrorRow => ({ class: status < 500 ? 'retry' : 'rejected-content' })

/** The library's errors may quote what was said to the server. */
const withoutSecrets = (cause: unknown): unknown => {
  const { code, command } = partsOf(cause)

  return { code, command }
}

function partsOf(error: unknown) {
  const given = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name] : '')

  return {
    code: text('code') || 'NO_ANSWER',
    command: text('command'),
    message: text('message'),
    response: text('response'),
    responseCode: typeof given['responseCode'] === 'number' ? given['responseCode'] : null,
  }
}
