import type { CalendarOptions, EventApi } from '@fullcalendar/react'
import dayGrid from '@fullcalendar/react/daygrid'
import interaction from '@fullcalendar/react/interaction'
import list from '@fullcalendar/react/list'
import zhLocale from '@fullcalendar/react/locales/zh-cn'
import classicTheme from '@fullcalendar/react/themes/classic'
import timeGrid from '@fullcalendar/react/timegrid'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { BoardProps } from './boardProps.ts'
import { Entry } from './Entry.tsx'

const SHOWN_PER_DAY = 5

const entryOf = (event: EventApi): CalendarEntry => event.extendedProps['entry'] as CalendarEntry

/** How the grid looks and what it tells; made once, for it takes a new option for a reason to begin anew. */
export const createBoardOptions = (latest: () => BoardProps): CalendarOptions => ({
  allDaySlot: false,
  dateClick: ({ allDay, date }) => {
    if (latest().mayPlan) {
      latest().onCreate(date, !allDay)
    }
  },
  datesSet: ({ end, start, view }) => latest().onRange({ from: start, title: view.title, to: end }),
  dayMaxEvents: SHOWN_PER_DAY,
  defaultTimedEventDuration: '00:30',
  // A publication is an instant: it is only drawn as if it lasted.
  displayEventEnd: false,
  drop: ({ allDay, date, draggedEl }) =>
    latest().onDropPost(draggedEl.dataset['post'] ?? '', draggedEl.dataset['title'] ?? '', date, !allDay),
  eventClick: ({ event, jsEvent }) => {
    jsEvent.preventDefault()
    latest().onOpen(entryOf(event))
  },
  eventContent: ({ event, timeText }) => (
    <Entry
      channel={latest().channelName(entryOf(event))}
      entry={entryOf(event)}
      time={timeText}
      unseen={latest().describe(entryOf(event))}
    />
  ),
  eventDidMount: ({ el, event }) => {
    el.dataset['entry'] = event.id
  },
  eventDisplay: 'block',
  eventDragStart: () => latest().onDragging(true),
  eventDragStop: () => latest().onDragging(false),
  eventDrop: ({ event, jsEvent, revert }) => {
    const to = event.start
    const { onCopy, onMove } = latest()

    // At once: by the time that a move is refused the grid may hold other entries, among which this one would stay as a second.
    revert()

    if (to !== null) {
      ;(jsEvent.altKey ? onCopy : onMove)(entryOf(event), to)
    }
  },
  eventDurationEditable: false,
  eventInteractive: true,
  eventMaxStack: 3,
  eventOrder: 'start,title',
  eventStartEditable: true,
  eventTimeFormat: { hour: '2-digit', hour12: false, minute: '2-digit' },
  firstDay: 1,
  headerToolbar: false,
  height: 'auto',
  locales: [zhLocale],
  moreLinkClick: 'popover',
  now: () => latest().now(),
  nowIndicator: true,
  plugins: [classicTheme, dayGrid, interaction, list, timeGrid],
  // No time at all: as high as its day, the grid has nothing to scroll. With one it scrolls in the next frame after each measuring, also when another
  // view has taken its place by then, and throws.
  scrollTime: '',
  slotDuration: '00:30:00',
  slotHeaderFormat: { hour: '2-digit', hour12: false, minute: '2-digit' },
  snapDuration: '00:05:00',
  timeZone: 'UTC',
})
