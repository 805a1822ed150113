'use client'

import { Link, Pill } from '@payloadcms/ui'

import { POSTS } from '../../domain/slugs.ts'
import type { PlannedSummary } from '../data/overview.ts'
import { Instant } from '../elements/Instant.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** A schedule that only stands in the plan. */
export function PlannedRow({ entry }: { entry: PlannedSummary }) {
  const { say } = useText()
  const { admin } = useUrls()

  return (
    <div className="drumbeat-row drumbeat-row--planned">
      <span className="drumbeat-row__when">
        <Instant at={entry.publishAt} channelZone={entry.channels[0]?.timeZone ?? null} form="time" />
      </span>
      <span className="drumbeat-row__what">
        <Link href={admin(`/collections/${POSTS}/${entry.post.id}/publishing`)}>{entry.post.title || '—'}</Link>
        <span className="drumbeat-muted">{entry.channels.map(({ name }) => name).join(' · ')}</span>
      </span>
      <span className="drumbeat-row__state">
        <Pill pillStyle="white" size="small">
          {say('scheduleState:planned')}
        </Pill>
      </span>
    </div>
  )
}
