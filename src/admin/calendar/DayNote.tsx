'use client'

import { findDayNote } from './dayNotes.ts'

const TEXTS = { festival: '', holiday: '休', workday: '班' } as const

/** The number of a day, and what China's calendar says of it. */
export function DayNote({ day, language, text }: { day: Date; language: string; text: string }) {
  const note = findDayNote(day.toISOString().slice(0, 10), language)

  return (
    <>
      {note !== null && (
        <span className={`drumbeat-day-note drumbeat-day-note--${note.kind}`} title={note.name}>
          {TEXTS[note.kind] !== '' && <b>{TEXTS[note.kind]}</b>} {note.name}
        </span>
      )}
      <span>{text}</span>
    </>
  )
}
