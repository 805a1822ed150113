'use client'

import { type ReactNode, useId } from 'react'

import type { PublicationAction } from '../../domain/publication.ts'
import { useText } from '../text/useText.ts'

const OUTCOMES = ['published', 'absent', 'cancelled'] as const

/** What is sent with an act: the address for attest, what a person saw for resolve. */
export interface Answers {
  outcome?: (typeof OUTCOMES)[number]
  url?: string
}

export const emptyAnswers: Answers = {}

/** Whether an act has all that it must be told. */
export function isAnswered(action: PublicationAction, { outcome, url }: Answers): boolean {
  switch (action) {
    case 'attest':
      return url !== undefined && URL.canParse(url)
    case 'resolve':
      return outcome !== undefined
    default:
      return true
  }
}

interface ActQuestionProps {
  action: PublicationAction
  answers: Answers
  children: ReactNode
  /** True where its schedule was stopped, so that nothing is sent again. */
  isUnwanted?: boolean
  onChange: (answers: Answers) => void
}

/** The question before an act, with the fields that the act needs. */
export function ActQuestion({ action, answers, children, isUnwanted = false, onChange }: ActQuestionProps) {
  const { say } = useText()
  const name = useId()
  const asksAddress = action === 'attest' || (action === 'resolve' && answers.outcome === 'published')

  return (
    <div className="drumbeat-question">
      <p>{children}</p>
      {action === 'resolve' && (
        <fieldset className="drumbeat-question__choices">
          <legend>{say('resolve:question')}</legend>
          {OUTCOMES.map((outcome) => (
            <label key={outcome}>
              <input
                checked={answers.outcome === outcome}
                name={name}
                onChange={() => onChange({ ...answers, outcome })}
                type="radio"
              />
              {say(outcome === 'absent' && isUnwanted ? 'resolve:absentUnwanted' : `resolve:${outcome}`)}
            </label>
          ))}
        </fieldset>
      )}
      {asksAddress && (
        <label className="drumbeat-field">
          {say('attest:url')}
          <input
            onChange={(event) => onChange({ ...answers, url: event.target.value.trim() })}
            placeholder="https://"
            required={action === 'attest'}
            type="url"
            value={answers.url ?? ''}
          />
        </label>
      )}
    </div>
  )
}
