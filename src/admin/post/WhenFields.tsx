'use client'

import { useConfig } from '@payloadcms/ui'

import { nameZone } from '../format/formatInstant.ts'
import { useChosenZone, useViewerZone } from '../format/useViewerZone.ts'
import { useText } from '../text/useText.ts'
import { instantOf, type WallClock } from './wallClock.ts'

interface WhenFieldsProps {
  /** False where no time at all means something too. */
  isRequired?: boolean
  onChange: (when: WallClock) => void
  when: WallClock
}

/** Day, time and zone, as the clock on a wall of that zone shows them. */
export function WhenFields({ isRequired = true, onChange, when }: WhenFieldsProps) {
  const { language, say } = useText()
  const chosenZone = useChosenZone()
  const viewerZone = useViewerZone()
  const { config } = useConfig()
  const known = config.admin.timezones.supportedTimezones as { value: string }[] | undefined
  const zones = [...new Set([viewerZone, when.timeZone, chosenZone, ...(known ?? []).map(({ value }) => value)])]
  const at = instantOf(when) ?? new Date().toISOString()

  return (
    <div className="drumbeat-when">
      <label className="drumbeat-field">
        {say('schedule:date')}
        <input
          onChange={(event) => onChange({ ...when, day: event.target.value })}
          required={isRequired}
          type="date"
          value={when.day}
        />
      </label>
      <label className="drumbeat-field">
        {say('schedule:time')}
        <input
          onChange={(event) => onChange({ ...when, time: event.target.value })}
          required={isRequired}
          type="time"
          value={when.time}
        />
      </label>
      <label className="drumbeat-field">
        {say('schedule:zone')}
        <select onChange={(event) => onChange({ ...when, timeZone: event.target.value })} value={when.timeZone}>
          {zones.map((timeZone) => (
            <option key={timeZone} value={timeZone}>
              {timeZone} ({nameZone({ at, language, timeZone })})
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
