'use client'

import type { DefaultCellComponentProps } from 'payload'

import type { ChannelMode } from '../../domain/channelAdapter.ts'
import { Instant } from '../elements/Instant.tsx'
import { ModePill } from '../elements/ModePill.tsx'
import { useText } from '../text/useText.ts'

/** Whether the channel is live; rehearsal is never left unsaid. */
export const ChannelModeCell = ({ cellData }: DefaultCellComponentProps) =>
  typeof cellData === 'string' ? <ModePill mode={cellData as ChannelMode} /> : null

interface Health {
  lastErrorMessage?: string | null
  lastPublishedAt?: string | null
  state?: 'failing' | 'ok' | 'unknown'
}

/** The worker's last word on the channel. */
export function ChannelHealthCell({ rowData }: DefaultCellComponentProps) {
  const { say } = useText()
  const { lastErrorMessage, lastPublishedAt, state = 'unknown' } = (rowData as { health?: Health }).health ?? {}

  return (
    <div className="drumbeat-health">
      <span className={`drumbeat-light drumbeat-light--${HEALTH_LIGHT[state]}`} />
      <div className="drumbeat-cell">
        <span>{say(`health:${state}`)}</span>
        {state === 'failing' && <span className="drumbeat-late">{lastErrorMessage}</span>}
        {lastPublishedAt && (
          <span className="drumbeat-muted">
            {say('channel:lastSuccess')} <Instant at={lastPublishedAt} />
          </span>
        )}
      </div>
    </div>
  )
}

const HEALTH_LIGHT = { failing: 'off', ok: 'on', unknown: 'unknown' } as const
