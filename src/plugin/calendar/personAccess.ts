import { type CollectionSlug, createLocalReq, type Payload } from 'payload'

import { findPerson } from '../../access/people.ts'
import type { CalendarAccess } from '../../calendar/readEntries.ts'
import { findCalendarAccess } from './calendarAccess.ts'

/** What a person may see who is not signed in now, such as the owner of a subscription; null when they are gone. */
export async function findAccessOfPerson(payload: Payload, id: string): Promise<CalendarAccess | null> {
  const collection = payload.config.admin.user as CollectionSlug
  const found = await payload.findByID({ id, collection, depth: 0, disableErrors: true }).catch(() => null)

  if (found === null) {
    return null
  }

  const user = { ...found, collection } as never

  if (findPerson(user) === null) {
    return null
  }

  const access = await findCalendarAccess(await createLocalReq({ user }, payload))

  return access.schedules === null && access.publications === null ? null : access
}
