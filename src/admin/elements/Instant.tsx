'use client'

import { formatInstant, nameZone } from '../format/formatInstant.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { useText } from '../text/useText.ts'

interface InstantProps {
  at: string
  /** The zone of the channel; shown beside the viewer's when its clock stands elsewhere. */
  channelZone?: string | null
  form?: 'full' | 'short' | 'time'
}

/** An instant on the viewer's clock, and on the channel's where they differ. */
export function Instant({ at, channelZone, form = 'short' }: InstantProps) {
  const { language } = useText()
  const timeZone = useViewerZone()
  const own = formatInstant({ at, form, language, timeZone })
  const theirs = channelZone ? formatInstant({ at, form, language, timeZone: channelZone }) : own

  return (
    <span className="drumbeat-instant">
      <time
        dateTime={at}
        suppressHydrationWarning
        title={`${formatInstant({ at, form: 'full', language, timeZone })} ${timeZone}`}
      >
        {own}
      </time>
      {channelZone && theirs !== own && (
        <span className="drumbeat-instant__channel" title={channelZone}>
          {theirs} {nameZone({ at, language, timeZone: channelZone })}
        </span>
      )}
    </span>
  )
}
