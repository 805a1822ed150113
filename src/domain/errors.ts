import type { ReasonValues } from './reasons/fillText.ts'

/** Base of every error this project throws on purpose; `code` is stable, messages are not. */
export abstract class DrumbeatError extends Error {
  abstract readonly code: string

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The environment or a file on disk is not usable; the process cannot start. */
export class ConfigurationError extends DrumbeatError {
  readonly code = 'BAD_CONFIGURATION'
}

/** Something named by an id or a slug is not there, or not for the one who asks. */
export class NotFoundError extends DrumbeatError {
  readonly code = 'NOT_FOUND'
  readonly reasons: readonly Reason[] | undefined

  constructor(message: string, { reasons, ...options }: ErrorOptions & { reasons?: readonly Reason[] } = {}) {
    super(message, options)
    this.reasons = reasons
  }
}

/** A caller's input is refused; `reasons` names each problem and where it is. */
export class InvalidInputError extends DrumbeatError {
  readonly code = 'INVALID_INPUT'
  readonly reasons: readonly Reason[]

  constructor(message: string, reasons: readonly Reason[], options?: ErrorOptions) {
    super(message, options)
    this.reasons = reasons
  }
}

/** A key or token was shown and is not valid; showing none at all is not an error. */
export class UnauthorizedError extends DrumbeatError {
  readonly code = 'UNAUTHORIZED'
}

/** Something was there and is not kept any longer, such as the changes behind an old sync token. */
export class GoneError extends DrumbeatError {
  readonly code = 'GONE'
}

/** An act is not possible in the present state, such as cancelling what is being sent. */
export class ConflictError extends DrumbeatError {
  readonly code = 'CONFLICT'
  readonly reasons: readonly Reason[] | undefined

  constructor(message: string, { reasons, ...options }: ErrorOptions & { reasons?: readonly Reason[] } = {}) {
    super(message, options)
    this.reasons = reasons
  }
}

/** More is asked than can be done now; the same request may come again in a moment. */
export class BusyError extends DrumbeatError {
  readonly code = 'BUSY'
}

/** A picture cannot be made in the form that was asked for; trying again gives the same. */
export class RenditionError extends DrumbeatError {
  readonly code = 'RENDITION_FAILED'
}

/** A path was signed with a secret that is not known here, such as one of before a change. */
export class UnknownSecretError extends DrumbeatError {
  readonly code = 'UNKNOWN_SECRET'
}

/** One problem: a stable code, a message for people, and the field or row it is about. */
export interface Reason {
  code: string
  message: string
  path?: string
  /** The code of the sentence, where `code` has none of its own. */
  says?: string
  /** What the sentence is about, so that it can be said in another language. */
  values?: ReasonValues
}

/**
 * What may follow a refusal by a channel.
 *
 * Only `retry`, `throttled` and `quota-exhausted` come again by themselves. `unknown-outcome` means
 * that bytes left and no answer tells what became of them: it goes to reconcile, never to a blind retry.
 */
export const CHANNEL_ERROR_CLASSES = [
  'retry',
  'throttled',
  'quota-exhausted',
  'reauth-auto',
  'reauth-user',
  'disconnect',
  'not-allowed',
  'rejected-content',
  'invalid-payload',
  'needs-human',
  'unknown-outcome',
] as const

export type ChannelErrorClass = (typeof CHANNEL_ERROR_CLASSES)[number]

export interface ChannelErrorArgs {
  cause?: unknown
  /** The platform's own code, kept for people; never shown with secrets. */
  channelCode?: string
  errorClass: ChannelErrorClass
  /** True when what `prepare` made is of no use any more and has to be made anew. */
  forgetsHandles?: boolean
  /**
   * True when the platform names it as the end of what it had accepted, such as the no of its review.
   *
   * Nothing else that `poll` throws fails a publication: it is only the question that failed.
   */
  isVerdict?: boolean
  message: string
  /** Under which the platform's support finds the call. */
  requestId?: string
  /** How long the platform asked to wait, in milliseconds. */
  retryAfterMs?: number
  /** The code of the sentence that says it to people in their language, with its values. */
  says?: { code: string; values?: ReasonValues }
}

/** A channel refused a publication or never answered; `errorClass` says what may follow. */
export class ChannelError extends DrumbeatError {
  readonly code = 'CHANNEL_REFUSED'
  readonly channelCode: string | undefined
  readonly errorClass: ChannelErrorClass
  readonly forgetsHandles: boolean
  readonly isVerdict: boolean
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  readonly says: ChannelErrorArgs['says']

  constructor({ cause, message, ...args }: ChannelErrorArgs) {
    super(message, { cause })
    this.channelCode = args.channelCode
    this.errorClass = args.errorClass
    this.forgetsHandles = args.forgetsHandles ?? false
    this.isVerdict = args.isVerdict ?? false
    this.requestId = args.requestId
    this.retryAfterMs = args.retryAfterMs
    this.says = args.says
  }
}

/** By shape and not by class: a host may hold a second copy of this module. */
export const isChannelError = (thrown: unknown): thrown is ChannelError =>
  thrown instanceof Error &&
  'errorClass' in thrown &&
  (CHANNEL_ERROR_CLASSES as readonly unknown[]).includes(thrown.errorClass)

/** True for the end of what a platform had accepted, named by the platform itself. */
export const isVerdict = (thrown: unknown): thrown is ChannelError =>
  isChannelError(thrown) && thrown.isVerdict === true
