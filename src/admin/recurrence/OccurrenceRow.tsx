'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { OccurrenceAction, OccurrenceScope } from '../../domain/occurrenceAct.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import { instantOf, wallClockOf } from '../post/wallClock.ts'
import { WhenFields } from '../post/WhenFields.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { OccurrenceTime } from './OccurrenceTime.tsx'
import { ScopeChoice } from './ScopeChoice.tsx'
import type { ShownOccurrence } from './useOccurrences.ts'

interface OccurrenceRowProps {
  mayAct: boolean
  occurrence: ShownOccurrence
  onDone: () => Promise<void> | void
  scheduleId: string
  timeZone: string
}

/** One occurrence, with its acts; a question opens below it. */
export function OccurrenceRow({ mayAct, occurrence, onDone, scheduleId, timeZone }: OccurrenceRowProps) {
  const { say } = useText()
  const { api } = useUrls()
  const { isBusy, run } = useAct()
  const [asked, setAsked] = useState<OccurrenceAction | null>(null)
  const [scope, setScope] = useState<OccurrenceScope>('this')
  const [when, setWhen] = useState(() => wallClockOf(occurrence.at, timeZone))

  const act = async (action: OccurrenceAction): Promise<void> => {
    const json = { action, occurrenceAt: occurrence.at, scope, ...(action === 'move' && { to: instantOf(when) }) }
    const isDone = await run(
      () => requestJson(api(`/${SCHEDULES}/${scheduleId}/occurrences`), { json, method: 'POST' }),
      say(action === 'move' ? 'occurrence:moved' : 'occurrence:cancelled'),
    )

    if (isDone) {
      setAsked(null)
      await onDone()
    }
  }

  return (
    <div className="drumbeat-occurrence">
      <div className="drumbeat-occurrence__line">
        <OccurrenceTime occurrence={occurrence} timeZone={timeZone} />
        {mayAct && asked === null && (
          <span className="drumbeat-actions">
            {(['move', 'cancel'] as const).map((action) => (
              <Button
                buttonStyle="subtle"
                key={action}
                margin={false}
                onClick={() => setAsked(action)}
                size="xsmall"
                type="button"
              >
                {say(`occurrence:${action}`)}
              </Button>
            ))}
          </span>
        )}
      </div>
      {asked !== null && (
        <div className="drumbeat-question">
          {asked === 'move' && <WhenFields onChange={setWhen} when={when} />}
          <ScopeChoice onChange={setScope} scope={scope} />
          <div className="drumbeat-actions">
            <Button
              disabled={isBusy || (asked === 'move' && instantOf(when) === null)}
              margin={false}
              onClick={() => void act(asked)}
              size="small"
              type="button"
            >
              {say(`occurrence:${asked}`).replace('…', '')}
            </Button>
            <Button buttonStyle="subtle" margin={false} onClick={() => setAsked(null)} size="small" type="button">
              {say('general:close')}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
