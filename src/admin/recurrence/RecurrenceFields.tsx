'use client'

import {
  readChoice,
  RECURRENCE_PATTERNS,
  type RecurrenceChoice,
  type RecurrencePattern,
  writeChoice,
} from '../../domain/recurrence/recurrenceChoice.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'
import { DateList } from './DateList.tsx'
import { EndFields } from './EndFields.tsx'
import { PatternFields } from './PatternFields.tsx'
import { RecurrencePreview } from './RecurrencePreview.tsx'
import { weekdayOn } from './weekdayOn.ts'

interface RecurrenceFieldsProps {
  isReadOnly?: boolean
  onChange: (recurrence: string | null) => void
  publishAt: string | null
  recurrence: string | null
  timeZone: string
}

export const PATTERN_TEXTS: Record<RecurrencePattern, TextKey> = {
  daily: 'recurrence:patternDaily',
  'monthly-day': 'recurrence:patternMonthlyDay',
  'monthly-last-day': 'recurrence:patternMonthlyLastDay',
  'monthly-weekday': 'recurrence:patternMonthlyWeekday',
  once: 'recurrence:patternOnce',
  weekly: 'recurrence:patternWeekly',
  yearly: 'recurrence:patternYearly',
}

/** When something comes again, in fields that write the rule; a rule beyond them is edited as text. */
export function RecurrenceFields(props: RecurrenceFieldsProps) {
  const { isReadOnly = false, onChange, publishAt, recurrence, timeZone } = props
  const { say } = useText()
  const choice = readChoice(recurrence)
  const change = (given: Partial<RecurrenceChoice>) => {
    if (choice !== null) {
      onChange(writeChoice({ ...choice, ...given }))
    }
  }
  const choosePattern = (pattern: RecurrencePattern) => {
    const needsDay = pattern === 'weekly' || pattern === 'monthly-weekday'

    change({ pattern, weekdays: needsDay && publishAt !== null ? [weekdayOn(publishAt, timeZone)] : [] })
  }

  return (
    <fieldset className="drumbeat-recurrence" disabled={isReadOnly}>
      {choice === null ? (
        <label className="drumbeat-field">
          {say('recurrence:custom')}
          <textarea onChange={(event) => onChange(event.target.value)} rows={3} value={recurrence ?? ''} />
        </label>
      ) : (
        <>
          <div className="drumbeat-recurrence__row">
            <label className="drumbeat-field">
              {say('recurrence:patternLabel')}
              <select
                onChange={(event) => choosePattern(event.target.value as RecurrencePattern)}
                value={choice.pattern}
              >
                {RECURRENCE_PATTERNS.map((pattern) => (
                  <option key={pattern} value={pattern}>
                    {say(PATTERN_TEXTS[pattern])}
                  </option>
                ))}
              </select>
            </label>
            <PatternFields choice={choice} onChange={change} />
          </div>
          {choice.pattern !== 'once' && (
            <>
              <EndFields choice={choice} onChange={change} />
              <div className="drumbeat-recurrence__row">
                <DateList
                  label={say('recurrence:except')}
                  onChange={(exceptDates) => change({ exceptDates })}
                  stamps={choice.exceptDates}
                  type="date"
                />
                <DateList
                  label={say('recurrence:extra')}
                  onChange={(extraDates) => change({ extraDates })}
                  stamps={choice.extraDates}
                  type="datetime-local"
                />
              </div>
            </>
          )}
        </>
      )}
      <RecurrencePreview publishAt={publishAt} recurrence={recurrence} timeZone={timeZone} />
    </fieldset>
  )
}
