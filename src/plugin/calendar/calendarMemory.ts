import type { Payload } from 'payload'

import { createAnswers } from '../../calendar/answers.ts'
import { createPostCache, type ReadPosts } from '../../calendar/postCache.ts'
import { createRevision } from '../../calendar/revision.ts'
import { createChangeFeed } from '../../database/changeFeed.ts'
import { databaseOf } from '../../database/handles.ts'
import { CALENDAR_MARKS, COLLABORATIONS, PUBLICATIONS, SCHEDULES } from '../../domain/slugs.ts'

// Next bundles a second copy of this module; both must follow the same feed.
const KEY = Symbol.for('drumbeat.calendarMemory')

/** What a process remembers of the calendar, kept true by one feed of changes. */
interface CalendarMemory {
  answers: ReturnType<typeof createAnswers>
  posts: ReadPosts
  /** Names the state of the calendar; null while nobody can say. */
  revision: () => string | null
}

type Host = typeof globalThis & { [KEY]?: WeakMap<Payload, CalendarMemory> }

/** The memory of one Payload; its feed begins with the first question and ends with the connection. */
export function calendarMemoryOf(payload: Payload): CalendarMemory {
  const known = ((globalThis as Host)[KEY] ??= new WeakMap<Payload, CalendarMemory>())
  const memory = known.get(payload) ?? follow(payload)

  known.set(payload, memory)

  return memory
}

function follow(payload: Payload): CalendarMemory {
  const changes = createChangeFeed({
    db: databaseOf(payload),
    onError: (error) => payload.logger.warn({ err: error, msg: 'the calendar cannot be followed; trying again' }),
    watched: [
      { collection: CALENDAR_MARKS, match: { operationType: { $ne: 'delete' } } },
      { collection: COLLABORATIONS },
      { collection: PUBLICATIONS },
      { collection: SCHEDULES },
    ],
  })

  return { answers: createAnswers(), posts: createPostCache(changes), revision: createRevision(changes) }
}
