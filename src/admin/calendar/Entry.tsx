'use client'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import { signOf } from './colours.ts'

interface EntryProps {
  channel: string
  entry: CalendarEntry
  time: string
  /** What eyes read from place and colour: day, zone, state. */
  unseen: string
}

/** What stands in the bar of an entry; the sign says the state to those who see no colour. */
export function Entry({ channel, entry, time, unseen }: EntryProps) {
  return (
    <span className="drumbeat-entry__line">
      <span aria-hidden className="drumbeat-entry__sign">
        {signOf(entry.state)}
      </span>
      <span className="drumbeat-entry__time">{time}</span>
      <span className="drumbeat-entry__title">{entry.title || '—'}</span>
      {entry.isRepeating && (
        <span aria-hidden className="drumbeat-entry__repeat">
          ↻
        </span>
      )}
      <span className="drumbeat-entry__channel">{channel}</span>
      <span className="drumbeat-visually-hidden">, {unseen}</span>
    </span>
  )
}
