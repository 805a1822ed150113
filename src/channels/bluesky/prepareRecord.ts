import type { Handles, PrepareArgs } from '../../domain/channelAdapter.ts'
import { isChannelError } from '../../domain/errors.ts'
import type { MediaFiles } from '../../domain/mediaFiles.ts'
import type { ApiCall } from '../api/createApi.ts'
import { type ApiAnswer, badAnswer } from '../api/createApi.ts'
import { readMedia } from '../api/readMedia.ts'
import { isImage, mediaOf } from '../renderedMedia.ts'
import { partsOf } from '../thread.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import type { UploadedImage } from './buildRecord.ts'
import type { Facet } from './findFacets.ts'

/** Names may be there more than once. */
export type Query = Record<string, string> | string[][]

export interface PrepareRecordOptions {
  /** One call in the account's session. */
  call: (method: string, args: Omit<ApiCall, 'url'> & { query?: Query }) => Promise<ApiAnswer>
  clock: () => Date
  files: MediaFiles
  maxBytes: number
}

/**
 * Uploads the pictures and looks up who is mentioned.
 *
 * The record's own time is drawn here once and kept: the very same record at every send is what makes a second one harmless.
 */
export async function prepareRecord(options: PrepareRecordOptions, args: PrepareArgs): Promise<Handles> {
  const { call, clock, files, maxBytes } = options
  const { content, handles, keep, signal } = args
  const createdAt = textOf(handles['createdAt']) || clock().toISOString()
  const images = { ...(isRecord(handles['images']) ? (handles['images'] as Record<string, UploadedImage>) : {}) }
  const dids: Record<string, unknown> = { ...(isRecord(handles['dids']) ? handles['dids'] : {}) }

  for (const { id } of mediaOf(content.rendered).filter(isImage)) {
    const [file] =
      images[id] === undefined ? await readMedia(files, [{ maxBytes, media: { id }, preset: 'bluesky', signal }]) : []

    if (file !== undefined) {
      const { body } = await call('com.atproto.repo.uploadBlob', {
        body: new Blob([file.bytes], { type: file.mimeType }),
        headers: { 'content-type': file.mimeType },
        signal,
      })

      if (!isRecord(body['blob'])) {
        throw badAnswer('Bluesky')
      }

      images[id] = {
        blob: body['blob'],
        ...(file.height !== null && file.width !== null && { aspectRatio: { height: file.height, width: file.width } }),
      }
      await keep({ createdAt, dids, images })
    }
  }

  for (const { feature } of Array.isArray(content.rendered['facets']) ? (content.rendered['facets'] as Facet[]) : []) {
    if (feature.type === 'mention' && dids[feature.handle] === undefined) {
      dids[feature.handle] = await resolve(feature.handle, options, signal)
    }
  }

  const parts = partsOf(content.rendered).length

  // Whoever withdraws knows no content, and has to find all parts.
  return { createdAt, dids, images, ...(parts > 1 && { parts }) }
}

/** Empty for nobody: the mention then stays plain text. */
async function resolve(handle: string, { call }: PrepareRecordOptions, signal: AbortSignal): Promise<string> {
  try {
    return textOf((await call('com.atproto.identity.resolveHandle', { query: { handle }, signal })).body['did'])
  } catch (error) {
    if (isChannelError(error) && error.errorClass === 'invalid-payload') {
      return ''
    }

    throw error
  }
}
