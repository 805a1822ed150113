export const CALENDAR_VIEWS = ['dayGridMonth', 'timeGridWeek', 'timeGridDay', 'listWeek'] as const

export type CalendarViewName = (typeof CALENDAR_VIEWS)[number]

/** The grid needs room; a phone gets the list. */
export const PHONE_QUERY = '(max-width: 768px)'
