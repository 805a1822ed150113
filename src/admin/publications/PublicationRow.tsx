'use client'

import { Link } from '@payloadcms/ui'

import type { PublicationState } from '../../domain/publication.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import type { PublicationSummary } from '../data/summary.ts'
import { Instant } from '../elements/Instant.tsx'
import { ModePill } from '../elements/ModePill.tsx'
import { StatePill } from '../elements/StatePill.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { Lateness } from './Lateness.tsx'
import { STUCK_STATES } from '../../domain/publicationStates.ts'
import { PublicationActions } from './PublicationActions.tsx'
import { Reason } from './Reason.tsx'

interface PublicationRowProps {
  /** Lists over several days show the day as well. */
  form?: 'short' | 'time'
  now: string
  onDone: () => Promise<unknown> | void
  publication: PublicationSummary
  /** `needed` offers acts only where nothing goes on without a person. */
  showsActs?: 'all' | 'needed'
  /** A page of one post leaves its title out. */
  showsTitle?: boolean
}

/** One publication in a list: when, what, where, how it stands, and what a person may do. */
export function PublicationRow({
  form = 'time',
  now,
  onDone,
  publication,
  showsActs = 'needed',
  showsTitle = true,
}: PublicationRowProps) {
  const { admin } = useUrls()
  const { channel, dueAt, error, id, isRehearsal, isStanding, post, state, unwanted } = publication
  const href = admin(`/collections/${PUBLICATIONS}/${id}`)
  const isStuck = isStanding || (STUCK_STATES as readonly PublicationState[]).includes(state)

  return (
    <div className="drumbeat-row">
      <span className="drumbeat-row__when">
        <Instant at={dueAt} channelZone={channel.timeZone} form={form} />
        <Lateness now={now} publication={publication} />
      </span>
      <span className="drumbeat-row__what">
        {showsTitle && <Link href={href}>{post.title || '—'}</Link>}
        <span className={`drumbeat-row__where${showsTitle ? ' drumbeat-muted' : ''}`}>
          {showsTitle ? channel.name : <Link href={href}>{channel.name}</Link>}
          {isRehearsal && <ModePill mode="rehearsal" />}
        </span>
        <Reason error={error} isShort state={state} unwanted={unwanted} />
        {showsActs === 'all' && (
          <div className="drumbeat-row__acts">
            <PublicationActions onDone={onDone} publication={publication} />
          </div>
        )}
      </span>
      <span className="drumbeat-row__state">
        <StatePill state={state} />
        {showsActs === 'needed' && isStuck && (
          <PublicationActions onDone={onDone} publication={publication} shows="first" />
        )}
      </span>
    </div>
  )
}
