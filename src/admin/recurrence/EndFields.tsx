'use client'

import type { RecurrenceChoice } from '../../domain/recurrence/recurrenceChoice.ts'
import { useText } from '../text/useText.ts'

interface EndFieldsProps {
  choice: RecurrenceChoice
  onChange: (given: Partial<RecurrenceChoice>) => void
}

const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)

/** When a recurrence ends. */
export function EndFields({ choice: { count, ends, until }, onChange }: EndFieldsProps) {
  const { say } = useText()

  return (
    <div className="drumbeat-recurrence__row">
      <label className="drumbeat-field">
        {say('recurrence:endsLabel')}
        <select
          onChange={(event) => {
            const chosen = event.target.value as RecurrenceChoice['ends']

            onChange({ ends: chosen, ...(chosen === 'until' && until === '' && { until: inAMonth() }) })
          }}
          value={ends}
        >
          <option value="never">{say('recurrence:endsNever')}</option>
          <option value="until">{say('recurrence:endsUntil')}</option>
          <option value="count">{say('recurrence:endsCount')}</option>
        </select>
      </label>
      {ends === 'until' && (
        <label className="drumbeat-field">
          {say('recurrence:until')}
          <input
            onChange={(event) => event.target.value !== '' && onChange({ until: event.target.value })}
            type="date"
            value={until}
          />
        </label>
      )}
      {ends === 'count' && (
        <label className="drumbeat-field drumbeat-field--short">
          {say('recurrence:count')}
          <input
            max={999}
            min={1}
            onChange={(event) => onChange({ count: Math.max(1, Math.min(999, event.target.valueAsNumber || 1)) })}
            type="number"
            value={count}
          />
        </label>
      )}
    </div>
  )
}
