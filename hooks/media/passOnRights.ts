import { isDeepStrictEqual } from 'node:util'

import { ObjectId } from 'mongodb'
import type { CollectionAfterChangeHook } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { rightsOf } from './frameRights.ts'
import { ownRequest } from './ownRequest.ts'

/** Lets the frame that was taken of a film for its cover follow the film: its licence, and that AI made it. */
export const passOnRights: CollectionAfterChangeHook = async ({ doc, operation, req }) => {
  const film = new ObjectId((doc as { id: string }).id)
  const media = rawCollection(req.payload, MEDIA)
  const options = await sessionOptions(req)
  const frames = operation === 'update' ? await media.find({ frameOf: film }, options).toArray() : []
  const rights = frames.length === 0 ? {} : rightsOf((await media.findOne({ _id: film }, options)) ?? {})

  for (const frame of frames) {
    const own = rightsOf(frame)

    if (!isDeepStrictEqual({ ...own, ...rights }, own)) {
      await req.payload.update({
        id: String(frame._id),
        collection: MEDIA,
        data: rights,
        depth: 0,
        req: ownRequest(req),
      })
    }
  }

  return doc as unknown
}
