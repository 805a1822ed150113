'use client'

import type { PublicationError, PublicationState } from '../../domain/publication.ts'
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
}

/** Why a publication is where it is, and what to do about it. */
export function Reason({ error, isShort = false, state }: ReasonProps) {
  const { say } = useText()

  if (error === null && !EXPLAINED.includes(state)) {
    return null
  }

  const advice = findAdvice(error, state)
  const cause = error === null ? null : findCause(error)

  return (
    <div className="drumbeat-reason">
      {cause !== null && <span className="drumbeat-reason__cause">{say(cause)}</span>}
      {error !== null && cause === null && <span className="drumbeat-reason__cause">{error.message}</span>}
      {advice !== null && (!isShort || error === null) && <span className="drumbeat-muted">{say(advice)}</span>}
      {!isShort && error !== null && (
        <code className="drumbeat-reason__code" title={error.class}>
          {error.code}
          {cause !== null && `: ${error.message}`}
        </code>
      )}
    </div>
  )
}

const isKeyOf = <Area extends object>(area: Area, key: string): key is keyof Area & string => key in area

/** Our own codes have a text in both languages; a channel's message stands as the channel wrote it. */
const findCause = ({ code }: PublicationError): TextKey | null => (isKeyOf(en.code, code) ? `code:${code}` : null)

function findAdvice(error: PublicationError | null, state: PublicationState): TextKey | null {
  if (state === 'unconfirmed' || state === 'awaiting-operator') {
    return `reason:${state}`
  }

  if (error !== null && isKeyOf(en.reason, error.class)) {
    return `reason:${error.class}`
  }

  return isKeyOf(en.reason, state) ? `reason:${state}` : null
}
