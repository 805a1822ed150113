import type { Payload } from 'payload'

import { createRevision } from '../../calendar/revision.ts'
import { createChangeFeed } from '../../database/changeFeed.ts'
import { databaseOf } from '../../database/handles.ts'
import { CALENDAR_MARKS, COLLABORATIONS, PUBLICATIONS, SCHEDULES } from '../../domain/slugs.ts'

// Next bundles a second copy of this module; both must follow the same feed.
const KEY = Symbol.for('drumbeat.calendarRevision')

type Revision = () => string | null
type Host = typeof globalThis & { [KEY]?: WeakMap<Payload, Revision> }

/** The revision of the calendar behind one Payload; its feed begins with the first question and ends with the connection. */
export function calendarRevisionOf(payload: Payload): Revision {
  const known = ((globalThis as Host)[KEY] ??= new WeakMap<Payload, Revision>())
  const revision = known.get(payload) ?? follow(payload)

  known.set(payload, revision)

  return revision
}

const follow = (payload: Payload): Revision =>
  createRevision(
    createChangeFeed({
      db: databaseOf(payload),
      onError: (error) => payload.logger.warn({ err: error, msg: 'the calendar cannot be followed; trying again' }),
      watched: [
        { collection: CALENDAR_MARKS, match: { operationType: { $ne: 'delete' } } },
        { collection: COLLABORATIONS },
        { collection: PUBLICATIONS },
        { collection: SCHEDULES },
      ],
    }),
  )
