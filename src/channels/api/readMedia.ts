import { isChannelError } from '../../domain/errors.ts'
import type { MediaFile, MediaFiles, ReadMediaArgs } from '../../domain/mediaFiles.ts'
import { spokenError } from '../spokenError.ts'

/**
 * Reads the bytes of several files, before any of them leaves.
 *
 * A storage that does not answer is `retry`, also inside `commit`: nothing has left yet.
 */
export const readMedia = (files: MediaFiles, asked: readonly ReadMediaArgs[]): Promise<MediaFile[]> =>
  Promise.all(asked.map((args) => files.read(args))).catch((cause: unknown) => {
    throw isChannelError(cause)
      ? cause
      : spokenError({ cause, channelCode: 'MEDIA_UNREAD', errorClass: 'retry', says: 'MEDIA_UNREAD' })
  })
