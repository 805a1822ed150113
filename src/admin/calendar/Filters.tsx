'use client'

import { useText } from '../text/useText.ts'
import type { TextKey } from '../text/translations.ts'
import { CALENDAR_STATES } from '../../domain/calendar/question.ts'
import type { CalendarState } from '../../domain/calendar/entry.ts'
import type { Choices } from './useChoices.ts'

export const FILTER_NAMES = ['channels', 'campaigns', 'partners', 'authors', 'states'] as const

export type FilterName = (typeof FILTER_NAMES)[number]

export type ChosenFilters = Partial<Record<FilterName, string>>

interface FiltersProps {
  choices: Choices
  chosen: ChosenFilters
  onChange: (chosen: ChosenFilters) => void
}

/** Narrows the calendar, one choice of each kind. */
export function Filters({ choices, chosen, onChange }: FiltersProps) {
  const { say } = useText()
  const options: Record<FilterName, readonly { id: string; name: string }[]> = {
    ...choices,
    states: CALENDAR_STATES.map((state) => ({ id: state, name: say(stateKey(state)) })),
  }

  return (
    <div aria-label={say('calendar:filters')} className="drumbeat-filters" role="group">
      {FILTER_NAMES.filter((name) => options[name].length > 0).map((name) => (
        <label key={name}>
          <span className="drumbeat-visually-hidden">{say(`calendar:${name}`)}</span>
          <select onChange={({ target }) => onChange({ ...chosen, [name]: target.value })} value={chosen[name] ?? ''}>
            <option value="">{say(`calendar:${name}`)}</option>
            {options[name].map(({ id, name: text }) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  )
}

/** The text of a state: of the plan, or of the ledger. */
export const stateKey = (state: CalendarState): TextKey =>
  state === 'planned' || state === 'paused' ? `scheduleState:${state}` : `state:${state}`
