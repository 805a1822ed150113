'use client'

import { useConfig } from '@payloadcms/ui'

import { nameZone } from '../format/formatInstant.ts'
import { useText } from '../text/useText.ts'
import { gridZoneOf, type ZoneChoice } from './zoneChoice.ts'

interface ZoneSelectProps {
  onZone: (choice: ZoneChoice) => void
  viewerZone: string
  zone: ZoneChoice
}

/** In whose zone the calendar shows its times. */
export function ZoneSelect({ onZone, viewerZone, zone }: ZoneSelectProps) {
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
