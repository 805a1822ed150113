import type { ClientSession, Document } from 'mongodb'
import type { Payload } from 'payload'

import { findMediaIds } from '../../src/channels/snapshot/findMediaIds.ts'
import { rawCollection } from '../../src/database/handles.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { toObjectId } from './sources.ts'

export interface ReleaseMediaArgs {
  now: Date
  payload: Payload
  session: ClientSession | undefined
  /** The content of the version that is armed. */
  version: Document
}

/**
 * Lets channels fetch the files that an armed version shows.
 *
 * From arming on, not from publishing: platforms fetch pictures while they receive the post. What no approved
 * post shows stays with the team.
 */
export async function releaseMedia({ now, payload, session, version }: ReleaseMediaArgs): Promise<void> {
  const ids = findMediaIds(version)
    .map(toObjectId)
    .filter((id) => id !== null)

  if (ids.length > 0) {
    await rawCollection(payload, MEDIA).updateMany(
      { _id: { $in: ids }, releasedAt: null },
      { $set: { releasedAt: now } },
      session === undefined ? {} : { session },
    )
  }
}
