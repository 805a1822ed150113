import { type Document, ObjectId } from 'mongodb'
import type { CollectionAfterChangeHook, PayloadRequest } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import { RenditionError } from '../../src/domain/errors.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { ownRequest } from './ownRequest.ts'
import { createReadOriginal } from './readOriginal.ts'

/**
 * Writes the implicit label into a picture, and into all its sizes, that is declared to be made with AI after it was uploaded.
 *
 * The stored file itself is labelled, under its own name, because webhooks, feeds and whoever downloads it read that one. What this save
 * read tells no more than its caller may see, so the document is read as it is stored.
 */
export const labelDeclared: CollectionAfterChangeHook = async ({ doc, req }) => {
  const { id } = doc as { id: string }
  const stored = await rawCollection(req.payload, MEDIA).findOne({ _id: new ObjectId(id) }, await sessionOptions(req))
  const data = stored !== null && mustBeLabelled(stored) ? await findOriginal(stored, req) : null

  if (stored === null || data === null) {
    return doc as unknown
  }

  const labelled = await replaceFile({ data, req, stored })

  return { ...(doc as object), ...labelled }
}

const mustBeLabelled = ({ aiGenerated, hasAiLabel, mimeType }: Document): boolean =>
  aiGenerated === true && hasAiLabel !== true && String(mimeType).startsWith('image/')

/** A file that is gone is read by nobody, and its document can be saved all the same. */
async function findOriginal(stored: Document, req: PayloadRequest): Promise<Buffer | null> {
  try {
    return await createReadOriginal(req.payload)(stored)
  } catch (error) {
    if (error instanceof RenditionError) {
      req.payload.logger.warn({ err: error, media: String(stored['_id']) }, 'a picture made with AI cannot be labelled')

      return null
    }

    throw error
  }
}

interface ReplaceFileArgs {
  data: Buffer
  req: PayloadRequest
  stored: Document
}

/** Payload takes the file as an upload: what is uploaded is labelled, and its sizes are made of it. */
async function replaceFile({ data, req, stored }: ReplaceFileArgs) {
  const { contentHash, filename, focalX, focalY, ingestChanges, mimeType } = stored
  const { filesize, hasAiLabel, ...updated } = await req.payload.update({
    id: String(stored['_id']),
    collection: MEDIA,
    data: { aiGenerated: true },
    depth: 0,
    file: { data, mimetype: String(mimeType), name: String(filename), size: data.length },
    overwriteExistingFiles: true,
    req: { ...ownRequest(req), query: { uploadEdits: { focalPoint: { x: focalX as unknown, y: focalY as unknown } } } },
  })
  // It is still the file that somebody once gave, and so much was done to it.
  const kept = {
    ...(typeof contentHash === 'string' && { contentHash }),
    ingestChanges: [...new Set([...((ingestChanges ?? []) as string[]), ...(updated.ingestChanges ?? [])])],
  }

  await rawCollection(req.payload, MEDIA).updateOne(
    { _id: stored['_id'] as ObjectId },
    { $set: kept },
    await sessionOptions(req),
  )

  return { filesize, hasAiLabel, ...kept }
}
