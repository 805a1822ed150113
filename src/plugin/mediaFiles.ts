import path from 'node:path'

import { type Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../database/handles.ts'
import type { MediaFile, MediaFiles, ReadMediaArgs } from '../domain/mediaFiles.ts'
import type { Rendition, Renditions } from '../domain/rendition/renditions.ts'
import { MEDIA } from '../domain/slugs.ts'
import { createReadOriginal } from '../../hooks/media/readOriginal.ts'
import { isFinal, unusableMedia } from './media/unusableMedia.ts'

/**
 * Gives adapters bytes to upload: a picture in the rendition that they name, anything else as it was uploaded.
 *
 * An account whose limit is below its platform's gets a smaller one of its own.
 */
export function createMediaFiles(payload: Payload, renditions: Pick<Renditions, 'renditionsFor'>): MediaFiles {
  const readOriginal = createReadOriginal(payload)

  return {
    async read({ maxBytes = Infinity, media: { id }, preset, signal, ...rest }) {
      const found = ObjectId.isValid(id) ? await rawCollection(payload, MEDIA).findOne({ _id: new ObjectId(id) }) : null

      if (found === null) {
        throw unusableMedia(id)
      }

      try {
        const isRendered = preset !== undefined && String(found['mimeType']).startsWith('image/')
        const file = isRendered
          ? await render({ maxBytes, media: { id }, preset, renditions, signal, ...rest }, found)
          : describe(found, await readOriginal(found))

        signal.throwIfAborted()

        return fit(file, maxBytes, id)
      } catch (error) {
        throw isFinal(error) ? unusableMedia(id, error) : error
      }
    },
  }
}

interface RenderArgs extends ReadMediaArgs {
  maxBytes: number
  preset: string
  renditions: Pick<Renditions, 'renditionsFor'>
}

async function render({ maxBytes, media, renditions, signal: _signal, ...given }: RenderArgs, found: Document) {
  const asked = { ...given, media: [media.id] }
  const [usual] = await renditions.renditionsFor(asked)
  const [rendition] =
    usual !== undefined && usual.data.byteLength > maxBytes
      ? await renditions.renditionsFor({ ...asked, maxBytes })
      : [usual]

  return describeRendition(found, rendition)
}

function describeRendition(found: Document, rendition: Rendition | undefined): MediaFile {
  if (rendition === undefined) {
    throw new Error('A medium was asked for and no rendition came')
  }

  const { data, height, mimeType, width } = rendition
  const ending = mimeType === 'image/jpeg' ? 'jpg' : mimeType.replace('image/', '')

  return {
    bytes: new Uint8Array(data),
    fileName: `${path.parse(nameOf(found)).name}.${ending}`,
    height,
    mimeType,
    width,
  }
}

const describe = (found: Document, data: Buffer): MediaFile => ({
  bytes: new Uint8Array(data),
  fileName: nameOf(found),
  height: sideOf(found['height']),
  mimeType: typeof found['mimeType'] === 'string' ? found['mimeType'] : 'application/octet-stream',
  width: sideOf(found['width']),
})

const nameOf = ({ filename }: Document): string => path.basename(typeof filename === 'string' ? filename : '') || 'file'

const sideOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function fit(file: MediaFile, maxBytes: number, id: string): MediaFile {
  if (file.bytes.length > maxBytes) {
    throw unusableMedia(id)
  }

  return file
}
