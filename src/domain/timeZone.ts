/** The zone of new channels and schedules, and of figures, unless an integrator chose another. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai'

/** The zone that the integrator chose, as `drumbeat({ timeZone })` leaves it in a config's `custom`. */
export function chosenTimeZone(custom: unknown): string {
  const { drumbeat } = (custom ?? {}) as { drumbeat?: { timeZone?: unknown } }

  return typeof drumbeat?.timeZone === 'string' ? drumbeat.timeZone : DEFAULT_TIME_ZONE
}

/**
 * Tells whether the text names an IANA zone, such as `Asia/Shanghai` or `UTC`.
 *
 * Offsets (`+08:00`) and abbreviations (`CST`) are refused: they do not say when clocks change.
 */
export function isTimeZone(text: string): boolean {
  if (text !== 'UTC' && !/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(text)) {
    return false
  }

  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}
