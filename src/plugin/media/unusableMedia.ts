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

/** What trying again does not change; by code, since two copies of a class may be loaded. */
export const isFinal = (error: unknown): boolean =>
  ['NOT_FOUND', 'RENDITION_FAILED'].includes(String((error as { code?: unknown }).code))
