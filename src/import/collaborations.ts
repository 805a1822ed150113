import { ObjectId } from 'mongodb'
import type { Payload, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../database/handles.ts'
import type { PlanDirectory, PlanEntry } from '../domain/plan/entry.ts'
import { COLLABORATIONS } from '../domain/slugs.ts'

export type FindCollaboration = (entry: PlanEntry) => Promise<string | null>

export interface CollaborationFinderArgs {
  directory: PlanDirectory
  payload: Payload
  req: PayloadRequest
}

/** Finds the running collaboration of a row's partner in its campaign, or begins one. */
export function createCollaborationFinder({ directory, payload, req }: CollaborationFinderArgs): FindCollaboration {
  const known = new Map<string, string>()

  return async ({ campaignId, partnerId }) => {
    if (partnerId === null) {
      return null
    }

    const key = `${partnerId}:${campaignId ?? ''}`
    const id = known.get(key) ?? (await findOrBegin({ campaignId, partnerId }))

    known.set(key, id)

    return id
  }

  async function findOrBegin({ campaignId, partnerId }: { campaignId: string | null; partnerId: string }) {
    const session = await sessionOf(req)
    const found = await rawCollection(payload, COLLABORATIONS).findOne(
      {
        campaign: campaignId === null ? null : new ObjectId(campaignId),
        partner: new ObjectId(partnerId),
        status: { $nin: ['archived', 'cancelled'] },
      },
      { projection: { _id: 1 }, ...(session && { session }) },
    )

    if (found !== null) {
      return String(found._id)
    }

    const names = [
      directory.partners.find(({ id }) => id === partnerId)?.name,
      directory.campaigns.find(({ id }) => id === campaignId)?.name,
    ]
    const { id } = await payload.create({
      collection: COLLABORATIONS,
      data: {
        mode: 'paid',
        partner: partnerId,
        status: 'lead',
        title: names.filter(Boolean).join(' × '),
        ...(campaignId === null ? {} : { campaign: campaignId }),
      },
      depth: 0,
      req,
    })

    return id
  }
}
