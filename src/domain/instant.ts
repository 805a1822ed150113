const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * Reads an ISO 8601 instant that names its zone; null for anything else.
 *
 * A local time without a zone is refused, for it would mean another instant on another server, and
 * so is a day that no calendar has: `Date` would make 30 February into 2 March.
 */
export function parseInstant(value: unknown): Date | null {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null

  if (match === null) {
    return null
  }

  const [text, year, month, day] = match
  const instant = new Date(text)

  return Number.isNaN(instant.getTime()) || Number(day) > daysIn(Number(year), Number(month)) ? null : instant
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
