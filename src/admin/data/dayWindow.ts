import { Temporal } from 'temporal-polyfill'

/** The instants at which a day of a zone begins and ends; 23 or 25 hours apart where clocks change. */
export function dayWindow({ now, timeZone }: { now: Date; timeZone: string }): { end: Date; start: Date } {
  const start = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).startOfDay()

  return {
    end: new Date(start.add({ days: 1 }).epochMilliseconds),
    start: new Date(start.epochMilliseconds),
  }
}

/** The zone itself if this runtime knows it, or the fallback. */
export function knownZone(timeZone: string | null | undefined, fallback: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZone ?? fallback }).resolvedOptions().timeZone
  } catch {
    return fallback
  }
}
