import type { SchedulePlan } from '../../src/domain/arming.ts'
import type { WantedOccurrence } from '../../src/domain/occurrencePlan.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import type { Occurrence } from '../../src/domain/recurrence/expandRecurrence.ts'

/** One publication that a schedule asks for: a channel at an occurrence. */
export interface WantedPublication extends WantedOccurrence {
  occurrenceAt: Date
}

/** Every channel at every occurrence; the id is derived from both, so that asking again finds the same rows. */
export const wantPublications = (
  { channelIds, id: scheduleId, postId, timeZone }: SchedulePlan,
  occurrences: readonly Occurrence[],
): WantedPublication[] =>
  occurrences.flatMap(({ at, localTime }) =>
    channelIds.map((channelId) => ({
      channelId,
      id: publicationId({ channelId, occurrenceAt: at, postId, scheduleId }),
      localTime,
      occurrenceAt: at,
      timeZone,
    })),
  )
