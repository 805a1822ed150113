'use client'

import type { ScheduleTally } from '../../domain/scheduleTally.ts'
import { useText } from '../text/useText.ts'

/** What became of a schedule so far, beside its state; nothing before anything was armed. */
export function ScheduleTallyLine({ tally }: { tally: Partial<ScheduleTally> | null | undefined }) {
  const { say } = useText()
  const { attention = 0, out = 0, upcoming = 0 } = tally ?? {}

  if (attention + out + upcoming === 0) {
    return null
  }

  return (
    <span className="drumbeat-muted">
      {out > 0 && say('tally:out', { count: out })}
      {out > 0 && upcoming > 0 && ' · '}
      {upcoming > 0 && say('tally:upcoming', { count: upcoming })}
      {attention > 0 && (
        <span className="drumbeat-late">
          {out + upcoming > 0 && ' · '}
          {say('tally:attention', { count: attention })}
        </span>
      )}
    </span>
  )
}
