'use client'

import { Button } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'
import { COLOUR_MODES, type ColourMode } from './colours.ts'
import { CALENDAR_VIEWS, type CalendarViewName } from './views.ts'

export interface ToolbarProps {
  colourBy: ColourMode
  isPhone: boolean
  mayPlan: boolean
  month: string
  onColourBy: (mode: ColourMode) => void
  onCreate: () => void
  onGo: (to: 'next' | 'prev' | 'today' | { month: string }) => void
  onSubscribe: () => void
  onView: (view: CalendarViewName) => void
  title: string
  view: CalendarViewName
}

/** Where in time, and in which form. */
export function Toolbar(props: ToolbarProps) {
  const { colourBy, isPhone, mayPlan, month, onGo, title, view } = props
  const { say } = useText()
  const views = isPhone
    ? CALENDAR_VIEWS.filter((each) => each === 'listWeek' || each === 'timeGridDay')
    : CALENDAR_VIEWS

  return (
    <div className="drumbeat-calendar-page__head">
      <div aria-label={say('calendar:go')} className="drumbeat-segments" role="group">
        <button aria-label={say('calendar:prev')} onClick={() => onGo('prev')} type="button">
          ‹
        </button>
        <button onClick={() => onGo('today')} type="button">
          {say('calendar:today')}
        </button>
        <button aria-label={say('calendar:next')} onClick={() => onGo('next')} type="button">
          ›
        </button>
      </div>
      <h2 aria-live="polite" className="drumbeat-calendar-page__title">
        {title}
      </h2>
      <input
        aria-label={say('calendar:jump')}
        onChange={({ target }) => target.value !== '' && onGo({ month: target.value })}
        type="month"
        value={month}
      />
      <span className="drumbeat-calendar-page__spacer" />
      <div aria-label={say('calendar:view')} className="drumbeat-segments" role="group">
        {views.map((each) => (
          <button aria-pressed={each === view} key={each} onClick={() => props.onView(each)} type="button">
            {say(`calendarView:${each}`)}
          </button>
        ))}
      </div>
      <div aria-label={say('calendar:colourBy')} className="drumbeat-segments" role="group">
        {COLOUR_MODES.map((mode) => (
          <button aria-pressed={mode === colourBy} key={mode} onClick={() => props.onColourBy(mode)} type="button">
            {say(`calendarColour:${mode}`)}
          </button>
        ))}
      </div>
      <Button buttonStyle="secondary" margin={false} onClick={props.onSubscribe} size="small" type="button">
        {say('calendar:subscribe')}
      </Button>
      {mayPlan && (
        <Button margin={false} onClick={props.onCreate} size="small" type="button">
          {say('calendar:create')}
        </Button>
      )}
    </div>
  )
}
