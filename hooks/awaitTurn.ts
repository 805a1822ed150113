import { ObjectId } from 'mongodb'
import type { CollectionBeforeOperationHook, PayloadRequest } from 'payload'

import { rawCollection } from '../src/database/handles.ts'
import { SCHEDULES } from '../src/domain/slugs.ts'
import type { Dependencies } from './dependencies.ts'

interface Asked {
  data?: Record<string, unknown> | undefined
  id?: unknown
}

/** Lets saves of one schedule, and those that arm on the same channels, follow each other, from before the first thing that they read. */
export const awaitTurn =
  ({ services }: Pick<Dependencies, 'services'>): CollectionBeforeOperationHook =>
  async ({ args, operation, req }) => {
    if ((operation === 'create' || operation === 'update') && req.user !== null) {
      await services(req.payload).arming.awaitTurn({ ...(await findSubjects(args, req)), req })
    }
  }

/** What the save would change, the channels that it would arm on, none where it arms nothing, and what it would send there. */
async function findSubjects({ data = {}, id }: Asked, req: PayloadRequest) {
  const stored =
    typeof id === 'string' && ObjectId.isValid(id)
      ? await rawCollection<{ _id: ObjectId; channels?: unknown; post?: unknown; state?: unknown }>(
          req.payload,
          SCHEDULES,
        ).findOne({ _id: new ObjectId(id) }, { projection: { channels: 1, post: 1, state: 1 } })
      : null
  const channels = data['channels'] ?? stored?.channels
  const arms = data['publishNow'] === true || (data['state'] ?? stored?.state) === 'armed'

  const post = data['post'] ?? stored?.post

  return {
    channelIds: arms && Array.isArray(channels) ? channels.map(String) : [],
    scheduleId: stored === null ? null : String(stored._id),
    postId: post instanceof ObjectId || typeof post === 'string' ? String(post) : null,
  }
}
