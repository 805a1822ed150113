'use client'

import { WEEKDAYS, type Weekday } from '../../domain/recurrence/recurrence.ts'
import type { RecurrenceChoice, RecurrencePattern } from '../../domain/recurrence/recurrenceChoice.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'

interface PatternFieldsProps {
  choice: RecurrenceChoice
  onChange: (given: Partial<RecurrenceChoice>) => void
}

const UNITS: Record<RecurrencePattern, TextKey | null> = {
  daily: 'recurrence:unitDaily',
  'monthly-day': 'recurrence:unitMonthly',
  'monthly-last-day': 'recurrence:unitMonthly',
  'monthly-weekday': 'recurrence:unitMonthly',
  once: null,
  weekly: 'recurrence:unitWeekly',
  yearly: 'recurrence:unitYearly',
}

const ORDINALS: [number, TextKey][] = [
  [1, 'recurrence:ordinal1'],
  [2, 'recurrence:ordinal2'],
  [3, 'recurrence:ordinal3'],
  [4, 'recurrence:ordinal4'],
  [-1, 'recurrence:ordinalLast'],
]

/** How often, and on which days. */
export function PatternFields({ choice, onChange }: PatternFieldsProps) {
  const { say } = useText()
  const { interval, ordinal, pattern, weekdays } = choice
  const unit = UNITS[pattern]

  if (unit === null) {
    return null
  }

  return (
    <>
      <label className="drumbeat-field drumbeat-field--short">
        {say('recurrence:interval')} ({say(unit)})
        <input
          max={99}
          min={1}
          onChange={(event) => onChange({ interval: Math.max(1, Math.min(99, event.target.valueAsNumber || 1)) })}
          type="number"
          value={interval}
        />
      </label>
      {pattern === 'monthly-weekday' && (
        <>
          <label className="drumbeat-field">
            {say('recurrence:ordinal')}
            <select onChange={(event) => onChange({ ordinal: Number(event.target.value) })} value={ordinal}>
              {ORDINALS.map(([value, text]) => (
                <option key={value} value={value}>
                  {say(text)}
                </option>
              ))}
            </select>
          </label>
          <label className="drumbeat-field">
            {say('recurrence:weekdays')}
            <select
              onChange={(event) => onChange({ weekdays: [event.target.value as Weekday] })}
              value={weekdays[0] ?? 'MO'}
            >
              {WEEKDAYS.map((weekday) => (
                <option key={weekday} value={weekday}>
                  {say(`weekday:${weekday}`)}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      {pattern === 'weekly' && (
        <fieldset className="drumbeat-choice">
          <legend>{say('recurrence:weekdays')}</legend>
          {WEEKDAYS.map((weekday) => (
            <label key={weekday}>
              <input
                checked={weekdays.includes(weekday)}
                onChange={(event) =>
                  onChange({
                    weekdays: WEEKDAYS.filter((each) =>
                      each === weekday ? event.target.checked : weekdays.includes(each),
                    ),
                  })
                }
                type="checkbox"
              />
              {say(`weekday:${weekday}`)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
