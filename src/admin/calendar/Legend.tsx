'use client'

import type { CalendarChannel } from '../../calendar/readFilters.ts'
import { useText } from '../text/useText.ts'
import { type ColourMode, createHueOf } from './colours.ts'

interface LegendProps {
  channels: readonly CalendarChannel[]
  colourBy: ColourMode
}

const TONES = ['planned', 'armed', 'out', 'waiting', 'stuck', 'quiet'] as const

/** What the colours mean; the signs say the states without them. */
export function Legend({ channels, colourBy }: LegendProps) {
  const { say } = useText()
  const hueOf = createHueOf(channels)

  return (
    <ul aria-label={say('calendar:legend')} className="drumbeat-legend">
      {colourBy === 'channel'
        ? channels.map(({ id, name }) => (
            <li key={id}>
              <i aria-hidden className={`drumbeat-hue-${hueOf(id)}`} /> {name}
            </li>
          ))
        : TONES.map((tone) => (
            <li key={tone}>
              <i aria-hidden className={`drumbeat-tone-${tone}`} /> {say(`calendarTone:${tone}`)}
            </li>
          ))}
      <li className="drumbeat-muted">{say('calendar:signs')}</li>
    </ul>
  )
}
