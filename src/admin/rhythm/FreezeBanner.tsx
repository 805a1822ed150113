'use client'

import { formatInstant } from '../format/formatInstant.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { useText } from '../text/useText.ts'
import { ResumeButton } from './FreezeSwitch.tsx'
import { useFreeze } from './useFreeze.ts'

/** On every page of the admin while everything is frozen: that it is, why, and by whom. */
export function FreezeBanner() {
  const { data } = useFreeze()
  const { language, say } = useText()
  const timeZone = useViewerZone()

  if (data?.frozen !== true) {
    return null
  }

  const { by, reason, since } = data
  const name = by?.name ?? by?.email

  return (
    <div className="drumbeat-freeze" role="alert">
      <div>
        <strong>{say('freeze:banner')}</strong>
        {reason && <span> {reason}</span>}
        {name && since && (
          <span className="drumbeat-freeze__who">
            {say('freeze:by', { name, time: formatInstant({ at: since, form: 'short', language, timeZone }) })}
          </span>
        )}
      </div>
      <ResumeButton />
    </div>
  )
}
