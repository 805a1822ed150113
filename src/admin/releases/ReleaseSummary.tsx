'use client'

import { Pill } from '@payloadcms/ui'
import type { ComponentProps } from 'react'

import type { ReleaseProgress } from '../../domain/release/board.ts'
import type { ReleaseState } from '../../domain/release/release.ts'
import type { ReleaseReport } from '../../domain/release/report.ts'
import { formatInstant } from '../format/formatInstant.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { useText } from '../text/useText.ts'
import { Reasons } from './Reasons.tsx'

const styles: Record<ReleaseState, NonNullable<ComponentProps<typeof Pill>['pillStyle']>> = {
  armed: 'light-gray',
  cancelled: 'light',
  done: 'success',
  draft: 'white',
  reverted: 'light',
  reverting: 'warning',
  running: 'light-gray',
  stopped: 'error',
}

interface ReleaseSummaryProps {
  progress: ReleaseProgress
  report: null | ReleaseReport
}

/** Where the release stands, how far it is, and what a dry run has found. */
export function ReleaseSummary({ progress: { counts, endAt, items, state }, report }: ReleaseSummaryProps) {
  const { language, say } = useText()
  const timeZone = useViewerZone()
  const errors = [report?.reasons ?? [], ...(report?.items.map(({ reasons }) => reasons) ?? [])]
    .flat()
    .filter(({ severity }) => severity === 'error')
  const values = { done: counts.done, total: items.length }

  return (
    <div className="drumbeat-release">
      <p className="drumbeat-release__state">
        <Pill pillStyle={styles[state]} size="small">
          {say(`releaseState:${state}`)}
        </Pill>
        {items.length > 0 && <span>{say('release:progress', values)}</span>}
        {endAt !== null && (
          <span className="drumbeat-muted" suppressHydrationWarning>
            {say('release:endsAt', { time: formatInstant({ at: endAt, form: 'short', language, timeZone }) })}
          </span>
        )}
      </p>
      {items.length > 0 && (
        <progress aria-label={say('release:progress', values)} max={items.length} value={counts.done} />
      )}
      {report !== null && (
        <div className="drumbeat-release__report" role="status">
          <strong>{report.canArm ? say('release:canArm') : say('release:cannotArm', { count: errors.length })}</strong>
          <Reasons reasons={report.reasons} />
        </div>
      )}
    </div>
  )
}
