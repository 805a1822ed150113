import type { ClientSession } from 'mongodb'
import type { Payload } from 'payload'

import { rawCollection } from '../../src/database/handles.ts'
import { LINKS } from '../../src/domain/slugs.ts'
import type { PostLink } from '../../src/domain/writing/resolveVariables.ts'
import { toObjectId } from './sources.ts'

export interface KeepLinksArgs {
  links: readonly (PostLink | null)[]
  now: Date
  payload: Payload
  session: ClientSession | undefined
}

/**
 * Makes the links that compiled texts hold, in the transaction that writes them; nothing where they are there already.
 *
 * Where a link leads follows the newest arming. Whether it works and until when is left as people set it.
 */
export async function keepLinks({ links, now, payload, session }: KeepLinksArgs): Promise<void> {
  const wanted = links.filter((link) => link !== null)

  if (wanted.length === 0) {
    return
  }

  await rawCollection(payload, LINKS).bulkWrite(
    wanted.map(({ campaignId, channelId, code, collaborationId, postId, url, utm }) => ({
      updateOne: {
        filter: { code },
        update: {
          $set: {
            campaign: toObjectId(campaignId),
            channel: toObjectId(channelId),
            collaboration: toObjectId(collaborationId),
            post: toObjectId(postId),
            updatedAt: now,
            url,
            utm,
          },
          $setOnInsert: { createdAt: now, enabled: true },
        },
        upsert: true,
      },
    })),
    session === undefined ? { writeConcern: { w: 'majority' } } : { session },
  )
}
