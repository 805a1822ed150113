/** Tells whether the text is a real day of the calendar in the form `2026-11-22`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false
  }

  const midnight = new Date(`${text}T00:00:00Z`)

  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}
