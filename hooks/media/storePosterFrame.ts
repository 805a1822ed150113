import { ObjectId } from 'mongodb'
import type { CollectionAfterChangeHook } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { takePosterFrame } from '../checkUpload.ts'
import { rightsOf } from './frameRights.ts'
import { ownRequest } from './ownRequest.ts'

/** Keeps the frame that ingest took of a video as a picture of its own, with the video's rights and labels, and names it as its cover. */
export const storePosterFrame: CollectionAfterChangeHook = async ({ doc, req }) => {
  const data = takePosterFrame(req)

  if (data === null || (doc as { poster?: unknown }).poster) {
    return doc as unknown
  }

  const { filename, id } = doc as { filename: string; id: string }
  const film = { _id: new ObjectId(id) }
  const media = rawCollection(req.payload, MEDIA)
  const options = await sessionOptions(req)
  const { id: poster } = await req.payload.create({
    collection: MEDIA,
    data: { ...rightsOf((await media.findOne(film, options)) ?? {}), alt: filename, frameOf: id },
    file: { data, mimetype: 'image/jpeg', name: `${filename.replace(/\.[^.]+$/, '')}-cover.jpg`, size: data.length },
    req: ownRequest(req),
  })

  await media.updateOne(film, { $set: { poster: new ObjectId(poster) } }, options)

  return { ...(doc as object), poster }
}
