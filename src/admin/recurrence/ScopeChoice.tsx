'use client'

import { useId } from 'react'

import type { OccurrenceScope } from '../../domain/occurrenceAct.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'

interface ScopeChoiceProps {
  onChange: (scope: OccurrenceScope) => void
  scope: OccurrenceScope
}

const SCOPES: [OccurrenceScope, TextKey][] = [
  ['this', 'occurrence:scopeThis'],
  ['following', 'occurrence:scopeFollowing'],
  ['all', 'occurrence:scopeAll'],
]

/** Which occurrences an act is about. */
export function ScopeChoice({ onChange, scope }: ScopeChoiceProps) {
  const { say } = useText()
  const name = useId()

  return (
    <fieldset className="drumbeat-choice">
      <legend>{say('occurrence:change')}</legend>
      {SCOPES.map(([value, text]) => (
        <label key={value}>
          <input checked={scope === value} name={name} onChange={() => onChange(value)} type="radio" value={value} />
          {say(text)}
        </label>
      ))}
    </fieldset>
  )
}
