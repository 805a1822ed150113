'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { Stamp } from '../../domain/recurrence/recurrence.ts'
import { useText } from '../text/useText.ts'

interface DateListProps {
  label: string
  onChange: (stamps: Stamp[]) => void
  stamps: readonly Stamp[]
  /** Days are excepted, times are added. */
  type: 'date' | 'datetime-local'
}

/** Dates beside the rule: a list to add to and to take from. */
export function DateList({ label, onChange, stamps, type }: DateListProps) {
  const { say } = useText()
  const [given, setGiven] = useState('')

  const add = () => {
    const [on = '', time] = given.split('T')

    if (on !== '') {
      onChange([...stamps, { isUtc: false, on, time: time === undefined ? null : `${time.slice(0, 5)}:00` }])
      setGiven('')
    }
  }

  return (
    <div className="drumbeat-field">
      <label className="drumbeat-field">
        {label}
        <span className="drumbeat-recurrence__add">
          <input onChange={(event) => setGiven(event.target.value)} type={type} value={given} />
          <Button
            buttonStyle="secondary"
            disabled={given === ''}
            margin={false}
            onClick={add}
            size="small"
            type="button"
          >
            {say('recurrence:addDate')}
          </Button>
        </span>
      </label>
      <ul className="drumbeat-recurrence__dates">
        {stamps.map((stamp) => {
          const shown = `${stamp.on} ${stamp.time?.slice(0, 5) ?? ''}`.trim()

          return (
            <li key={shown}>
              {shown}
              <button
                aria-label={`${say('recurrence:remove')} ${shown}`}
                onClick={() => onChange(stamps.filter((each) => each !== stamp))}
                type="button"
              >
                ×
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
