import type { Document, Filter } from 'mongodb'
import type { CollectionSlug, PayloadRequest, Where } from 'payload'

import type { CalendarAccess } from '../../calendar/readEntries.ts'
import { COLLABORATIONS, PUBLICATIONS, SCHEDULES } from '../../domain/slugs.ts'

/** What the person behind a request may see of the calendar, by the same rules as Payload's own REST. */
export async function findCalendarAccess(req: PayloadRequest): Promise<CalendarAccess> {
  const [collaborations, publications, schedules] = await Promise.all([
    findReadable(req, COLLABORATIONS),
    findReadable(req, PUBLICATIONS),
    findReadable(req, SCHEDULES),
  ])

  return { collaborations, publications, schedules }
}

interface QueryingModel {
  buildQuery(args: { locale?: string; payload: PayloadRequest['payload']; where: Where }): Promise<Filter<Document>>
}

/** A collection's read access as a filter of the database; null for nothing. A host may have narrowed ours. */
export async function findReadable(req: PayloadRequest, slug: CollectionSlug): Promise<Filter<Document> | null> {
  const decision = await req.payload.collections[slug].config.access.read({ req })

  if (typeof decision === 'boolean') {
    return decision ? {} : null
  }

  const model = (req.payload.db as unknown as { collections: Record<string, QueryingModel> }).collections[slug]

  return model === undefined ? null : model.buildQuery({ payload: req.payload, where: decision })
}
