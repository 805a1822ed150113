import { ObjectId } from 'mongodb'
import type { CollectionAfterChangeHook } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { takePosterFrame } from '../checkUpload.ts'

/** Keeps the frame that ingest took of a video as a picture of its own, and names it as the video's cover. */
export const storePosterFrame: CollectionAfterChangeHook = async ({ doc, req }) => {
  const data = takePosterFrame(req)

  if (data === null || (doc as { poster?: unknown }).poster) {
    return doc as unknown
  }

  const { filename, id } = doc as { filename: string; id: string }
  const { transactionID, user } = req
  // A request of its own: this one still carries the video's file.
  const { id: poster } = await req.payload.create({
    collection: MEDIA,
    data: { alt: filename },
    file: { data, mimetype: 'image/jpeg', name: `${filename.replace(/\.[^.]+$/, '')}-cover.jpg`, size: data.length },
    req: { ...(transactionID !== undefined && { transactionID }), user },
  })

  await rawCollection(req.payload, MEDIA).updateOne(
    { _id: new ObjectId(id) },
    { $set: { poster: new ObjectId(poster) } },
    await sessionOptions(req),
  )

  return { ...(doc as object), poster }
}
