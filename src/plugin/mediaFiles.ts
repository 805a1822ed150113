import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../database/handles.ts'
import { ChannelError } from '../domain/errors.ts'
import type { MediaFiles } from '../domain/mediaFiles.ts'
import { reason } from '../domain/reasons/reason.ts'
import { MEDIA } from '../domain/slugs.ts'

interface MediaDocument {
  filename?: string
  height?: number | null
  mimeType?: string
  width?: number | null
}

/** Reads originals from where Payload keeps them; a preset that nobody makes is answered with the original. */
export const createMediaFiles = (payload: Payload): MediaFiles => ({
  async read({ maxBytes = Infinity, media: { id }, signal }) {
    const found = ObjectId.isValid(id)
      ? await rawCollection<MediaDocument>(payload, MEDIA).findOne({ _id: new ObjectId(id) })
      : null
    const directory = payload.collections[MEDIA].config.upload.staticDir ?? ''
    const fileName = path.basename(found?.filename ?? '')

    if (found === null || fileName === '') {
      throw unusable(id)
    }

    const bytes = await readFile(path.join(directory, fileName), { signal }).catch((cause: unknown) => {
      throw unusable(id, cause)
    })

    if (bytes.length > maxBytes) {
      throw unusable(id)
    }

    return {
      bytes: new Uint8Array(bytes),
      fileName,
      height: found.height ?? null,
      mimeType: found.mimeType ?? 'application/octet-stream',
      width: found.width ?? null,
    }
  },
})

function unusable(id: string, cause?: unknown): ChannelError {
  const values = { id }

  return new ChannelError({
    cause,
    channelCode: 'MEDIA_UNUSABLE',
    errorClass: 'invalid-payload',
    message: reason('MEDIA_UNUSABLE', { values }).message,
    says: { code: 'MEDIA_UNUSABLE', values },
  })
}
