import type { CollectionAfterChangeHook } from 'payload'

import { rawCollection, sessionOptions } from '../../src/database/handles.ts'
import { CALENDAR_MARKS } from '../../src/domain/slugs.ts'
import type { Post } from '../../src/payload-types.ts'
import { idOf } from '../idOf.ts'

/** What the calendar shows of a post: autosaves of anything else must not make every viewer ask again. */
const shownOf = (post: Partial<Post>): string =>
  JSON.stringify([
    post.title,
    post.stage,
    idOf(post.author),
    idOf(post.campaign),
    idOf(post.collaboration),
    post.deletedAt ?? null,
  ])

/**
 * Leaves a mark when something changes that the calendar shows of a post; its readers follow the marks.
 *
 * In the save's transaction, so that who sees the mark sees the change.
 */
export const markForCalendar: CollectionAfterChangeHook<Post> = async ({ doc, previousDoc, req }) => {
  if (shownOf(doc) !== shownOf(previousDoc)) {
    await rawCollection<{ _id: string; changedAt: Date }>(req.payload, CALENDAR_MARKS).updateOne(
      { _id: doc.id },
      { $currentDate: { changedAt: true } },
      { ...(await sessionOptions(req)), upsert: true },
    )
  }

  return doc
}
