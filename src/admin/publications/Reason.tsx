'use client'

import type { PublicationError, PublicationState, UnwantedCode } from '../../domain/publication.ts'
import { reason, sayReason } from '../../domain/reasons/reason.ts'
import { en } from '../text/en.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'

const EXPLAINED: readonly PublicationState[] = [
  'awaiting-operator',
  'blocked',
  'cancelled',
  'failed',
  'missed',
  'unconfirmed',
]

interface ReasonProps {
  error: PublicationError | null
  /** Lists leave out what to do about it. */
  isShort?: boolean
  state: PublicationState
  unwanted?: UnwantedCode | null
}

/** Why a publication is where it is, and what to do about it. */
export function Reason({ error, isShort = false, state, unwanted = null }: ReasonProps) {
  const { language, say } = useText()

  if (error === null && unwanted === null && !EXPLAINED.includes(state)) {
    return null
  }

  const advice = findAdvice(error, state)

  return (
    <div className="drumbeat-reason">
      {error !== null && <span className="drumbeat-reason__cause">{sayReason(error, language)}</span>}
      {unwanted !== null && (
        <span className="drumbeat-reason__cause">
          {say(state === 'published' ? 'publication:outAllTheSame' : 'publication:unwanted', {
            why: sayReason(reason(unwanted), language),
          })}
        </span>
      )}
      {advice !== null && (!isShort || error === null) && <span className="drumbeat-muted">{say(advice)}</span>}
      {!isShort && error !== null && (
        <code className="drumbeat-reason__code" title={error.class}>
          {error.code}
        </code>
      )}
    </div>
  )
}

const isKeyOf = <Area extends object>(area: Area, key: string): key is keyof Area & string => key in area

function findAdvice(error: PublicationError | null, state: PublicationState): TextKey | null {
  if (state === 'unconfirmed' || state === 'awaiting-operator') {
    return `reason:${state}`
  }

  if (error !== null && isKeyOf(en.reason, error.class)) {
    return `reason:${error.class}`
  }

  return isKeyOf(en.reason, state) ? `reason:${state}` : null
}
