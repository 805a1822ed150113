import { MINUTE } from '../../domain/duration.ts'
import { ChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'

/** A medium cannot be sent, and trying again does not change it. */
export function unusableMedia(id: string, cause?: unknown): ChannelError {
  const values = { id }

  return new ChannelError({
    cause,
    channelCode: 'MEDIA_UNUSABLE',
    errorClass: 'invalid-payload',
    message: reason('MEDIA_UNUSABLE', { values }).message,
    says: { code: 'MEDIA_UNUSABLE', values },
  })
}

/** A picture is still to be made, and would not be shown under its address before somebody names the secret of that. */
export function lostSecret(id: string, cause: unknown): ChannelError {
  const values = { id }

  return new ChannelError({
    cause,
    channelCode: 'PICTURE_SECRET_LOST',
    errorClass: 'retry',
    message: reason('PICTURE_SECRET_LOST', { values }).message,
    retryAfterMs: 5 * MINUTE,
    says: { code: 'PICTURE_SECRET_LOST', values },
  })
}

/** What trying again does not change; by code, since two copies of a class may be loaded. */
export const isFinal = (error: unknown): boolean =>
  ['NOT_FOUND', 'RENDITION_FAILED'].includes(String((error as { code?: unknown }).code))
