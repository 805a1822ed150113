import { type CalendarEntry, lastingId } from '../../domain/calendar/entry.ts'

/** An entry as a person has opened it. */
export interface Opening {
  id: string
  lasting: string
}

export const openingOf = (entry: CalendarEntry): Opening => ({ id: entry.id, lasting: lastingId(entry) })

/**
 * The entry that was opened, where it stands now: armed or moved it has another id.
 *
 * By its own id first, for a schedule may show several rows of a channel, such as one that failed and the one in its place.
 */
export const findOpen = (entries: readonly CalendarEntry[], opening: Opening): CalendarEntry | null =>
  entries.find(({ id }) => id === opening.id) ?? entries.find((entry) => lastingId(entry) === opening.lasting) ?? null
