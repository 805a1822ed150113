'use client'

import { Link, useDocumentInfo } from '@payloadcms/ui'

import { POSTS } from '../../domain/slugs.ts'
import { Instant } from '../elements/Instant.tsx'
import { StatePill } from '../elements/StatePill.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { usePostBoard } from './usePostBoard.ts'

const SHOWN = 5

/** In the sidebar of the post: how its newest publications stand, and the way to the whole of it. */
export function PublishingStatusField() {
  const { id } = useDocumentInfo()
  const { say } = useText()
  const { admin } = useUrls()
  const { data: board } = usePostBoard(id === undefined ? null : String(id))

  if (id === undefined || board === null) {
    return null
  }

  const planned = board.schedules.filter(({ state }) => state === 'planned')

  return (
    <div className="field-type drumbeat-status">
      <span className="field-label">{say('post:status')}</span>
      <ul className="drumbeat-status__list">
        {planned.map((schedule) => (
          <li key={schedule.id}>
            <span>
              {schedule.channels.map(({ name }) => name).join(' · ')}
              <Instant at={schedule.publishAt} />
            </span>
            <span className="drumbeat-muted">{say('scheduleState:planned')}</span>
          </li>
        ))}
        {board.publications.slice(0, SHOWN).map((publication) => (
          <li key={publication.id}>
            <span>
              {publication.channel.name}
              <Instant at={publication.dueAt} />
            </span>
            <StatePill state={publication.state} />
          </li>
        ))}
      </ul>
      <Link href={admin(`/collections/${POSTS}/${id}/publishing`)}>{say('post:openPublishing')}</Link>
    </div>
  )
}
