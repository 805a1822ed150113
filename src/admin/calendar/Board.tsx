'use client'

import FullCalendar, { type CalendarRef, type DayCellInfo, type EventInput } from '@fullcalendar/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import type { BoardProps } from './boardProps.ts'
import { createBoardOptions } from './boardOptions.tsx'
import { DayNote } from './DayNote.tsx'
import { handleKeys } from './handleKeys.ts'
import { endOnSameDay } from './wallTime.ts'

/**
 * The grid. It runs in "UTC" on wall times, so that it shows any zone alike; see `wallTimeOf`.
 *
 * What it is handed stays the same from one rendering to the next: it takes a new option for a reason to begin anew.
 */
export default function Board(props: BoardProps) {
  const { classesOf, entries, language, mayPlan, view, wallTimeOf } = props
  const [latest] = useState(() => createLatest(props))
  const calendar = useRef<CalendarRef>(null)
  const [initial] = useState({ date: props.firstDay, view })

  useEffect(() => {
    latest.set(props)
  })

  useEffect(() => {
    latest.get().onApi(calendar.current?.getApi() ?? null)
  }, [latest])

  const events = useMemo(
    () =>
      entries.map((entry): EventInput => {
        const start = wallTimeOf(entry)

        return {
          id: entry.id,
          className: classesOf(entry).join(' '),
          editable: mayPlan,
          end: endOnSameDay(start),
          entry,
          start,
          title: entry.title,
        }
      }),
    [classesOf, entries, mayPlan, wallTimeOf],
  )
  const [options] = useState(() => createBoardOptions(latest.get))

  return (
    // Keys bubble from the entries, which take the focus themselves.
    <div
      className="drumbeat-calendar"
      onKeyDown={(event) =>
        handleKeys(event, { ...props, entryOf: (id) => entries.find((entry) => entry.id === id) ?? null })
      }
    >
      <FullCalendar
        {...options}
        dayCellTopContent={useCallback(
          (day: DayCellInfo) => (
            <DayNote day={day.date} language={language} text={day.text} />
          ),
          [language],
        )}
        droppable={mayPlan}
        events={events}
        initialDate={initial.date}
        initialView={initial.view}
        locale={language.startsWith('zh') ? 'zh-cn' : 'en-gb'}
        ref={calendar}
      />
    </div>
  )
}

/** The newest props, for handlers that are made once. */
function createLatest(first: BoardProps): { get: () => BoardProps; set: (props: BoardProps) => void } {
  let props = first

  return {
    get: () => props,
    set: (next) => {
      props = next
    },
  }
}
