'use client'

import { Button, useConfig } from '@payloadcms/ui'

import { nameZone } from '../format/formatInstant.ts'
import { useText } from '../text/useText.ts'
import { COLOUR_MODES, type ColourMode } from './colours.ts'
import { CALENDAR_VIEWS, type CalendarViewName } from './views.ts'
import { gridZoneOf, type ZoneChoice } from './zoneChoice.ts'

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
  onZone: (choice: ZoneChoice) => void
  title: string
  view: CalendarViewName
  viewerZone: string
  zone: ZoneChoice
}

/** Where in time, in which form, in whose zone. */
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
      <ZoneSelect {...props} />
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

function ZoneSelect({ onZone, viewerZone, zone }: Pick<ToolbarProps, 'onZone' | 'viewerZone' | 'zone'>) {
  const { language, say } = useText()
  const { config } = useConfig()
  const known = config.admin.timezones.supportedTimezones as { value: string }[] | undefined
  const zones = [...new Set(['Asia/Shanghai', 'UTC', ...(known ?? []).map(({ value }) => value)])]
  const at = new Date().toISOString()
  const name = (timeZone: string): string => `${timeZone} (${nameZone({ at, language, timeZone })})`

  return (
    <label className="drumbeat-zone">
      <span>{say('schedule:zone')}</span>
      <select onChange={({ target }) => onZone(target.value)} suppressHydrationWarning value={zone}>
        <option suppressHydrationWarning value="viewer">
          {say('calendar:zoneViewer', { zone: name(viewerZone) })}
        </option>
        <option value="channel">{say('calendar:zoneChannel')}</option>
        {zones.map((each) => (
          <option key={each} suppressHydrationWarning value={each}>
            {name(each)}
          </option>
        ))}
      </select>
      <span className="drumbeat-muted" suppressHydrationWarning>
        {zone === 'channel'
          ? say('calendar:zoneEach')
          : nameZone({ at, language, timeZone: gridZoneOf({ choice: zone, viewerZone }) })}
      </span>
    </label>
  )
}
