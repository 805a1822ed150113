'use client'

import { SECOND } from '../../domain/duration.ts'
import type { PublicationSummary } from '../data/summary.ts'
import { formatLength, formatRelative } from '../format/formatInstant.ts'
import { useText } from '../text/useText.ts'

/** Starting within a second counts as on time. */
const ON_TIME_MS = SECOND

interface LatenessProps {
  /** The database's clock; the device's where a list has none. */
  now?: string
  publication: Pick<PublicationSummary, 'dueAt' | 'latenessMs' | 'state'>
}

/** How long until it is due, or how late it began; nothing for what was never sent. */
export function Lateness({ now, publication: { dueAt, latenessMs, state } }: LatenessProps) {
  const { language, say } = useText()

  if (state === 'armed' || state === 'claimed') {
    return (
      <span className="drumbeat-muted" suppressHydrationWarning>
        {formatRelative({ at: dueAt, language, now: now === undefined ? new Date() : new Date(now) })}
      </span>
    )
  }

  if (latenessMs === null) {
    return null
  }

  return latenessMs <= ON_TIME_MS ? (
    <span className="drumbeat-muted">{say('due:onTime')}</span>
  ) : (
    <span className="drumbeat-late">{say('due:late', { time: formatLength({ language, ms: latenessMs }) })}</span>
  )
}
