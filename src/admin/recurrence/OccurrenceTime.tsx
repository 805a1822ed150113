'use client'

import { formatInstant } from '../format/formatInstant.ts'
import { useText } from '../text/useText.ts'
import type { ShownOccurrence } from './useOccurrences.ts'

interface OccurrenceTimeProps {
  occurrence: ShownOccurrence
  timeZone: string
}

/** An occurrence on the wall clock of its zone, with a mark where a change of clocks moves it. */
export function OccurrenceTime({ occurrence: { at, localTime, shifted }, timeZone }: OccurrenceTimeProps) {
  const { language, say } = useText()

  return (
    <span className="drumbeat-occurrence__time">
      <time dateTime={at}>
        {formatInstant({ at, form: 'day', language, timeZone })}{' '}
        {formatInstant({ at, form: 'time', language, timeZone })}
      </time>
      {shifted && (
        <span className="drumbeat-occurrence__shifted">
          {localTime.slice(11, 16)} → {formatInstant({ at, form: 'time', language, timeZone })} ·{' '}
          {say('occurrence:shifted')}
        </span>
      )}
    </span>
  )
}
