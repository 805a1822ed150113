import type { CalendarApi } from '@fullcalendar/react'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { CalendarViewName } from './views.ts'

/** What the page hands to the grid, and what the grid tells it. */
export interface BoardProps {
  channelName: (entry: CalendarEntry) => string
  classesOf: (entry: CalendarEntry) => string[]
  describe: (entry: CalendarEntry) => string
  entries: readonly CalendarEntry[]
  firstDay: string
  language: string
  mayPlan: boolean
  /** What the clock on the grid's wall shows now. */
  now: () => string
  onApi: (api: CalendarApi | null) => void
  onCopy: (entry: CalendarEntry, to: Date) => void
  onCreate: (at: Date, hasTime: boolean) => void
  onDragging: (isDragging: boolean) => void
  onDropPost: (postId: string, title: string, at: Date, hasTime: boolean) => void
  onKey: (entry: CalendarEntry, key: 'copy' | 'move') => void
  onMove: (entry: CalendarEntry, to: Date) => void
  onNudge: (entry: CalendarEntry, minutes: number) => void
  onOpen: (entry: CalendarEntry) => void
  onRange: (range: { from: Date; title: string; to: Date }) => void
  view: CalendarViewName
  wallTimeOf: (entry: CalendarEntry) => string
}
