import { type CalendarEntry, lastingId } from '../../domain/calendar/entry.ts'

/** Where a person has put entries that stood as of `updatedAt`, by what stays the same of each. */
export type Placements = ReadonlyMap<string, { at: string; updatedAt: string }>

/**
 * The entries where a person has put them; whose schedule has changed since, of that the server has said where it stands.
 *
 * The grid must not keep such a place itself: an answer of the server may come between, and it would then hold both.
 */
export function applyPlacements(entries: readonly CalendarEntry[], placements: Placements): readonly CalendarEntry[] {
  return entries.map((entry) => {
    const placed = placements.get(lastingId(entry))

    return placed?.updatedAt === entry.updatedAt ? { ...entry, at: placed.at } : entry
  })
}
