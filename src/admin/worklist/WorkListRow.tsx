'use client'

import { Button, Link } from '@payloadcms/ui'

import type { BulkAct } from '../../domain/bulkAct.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import type { PublicationSummary } from '../data/summary.ts'
import { Instant } from '../elements/Instant.tsx'
import { ModePill } from '../elements/ModePill.tsx'
import { formatLength } from '../format/formatInstant.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface WorkListRowProps {
  isBusy: boolean
  isTicked: boolean
  now: string
  onAnswer: (act: BulkAct) => Promise<void>
  onTick: () => void
  publication: PublicationSummary
}

/** One publication that is late: what, where, how late, and the two answers. */
export function WorkListRow({ isBusy, isTicked, now, onAnswer, onTick, publication }: WorkListRowProps) {
  const { admin } = useUrls()
  const { language, say } = useText()
  const { channel, dueAt, id, isRehearsal, post } = publication
  const names = { channel: channel.name, title: post.title || '—' }
  const lateMs = Math.max(0, Date.parse(now) - Date.parse(dueAt))

  return (
    <div className="drumbeat-row drumbeat-worklist__row">
      <input aria-label={say('worklist:select', names)} checked={isTicked} onChange={onTick} type="checkbox" />
      <span className="drumbeat-row__when">
        <Instant at={dueAt} channelZone={channel.timeZone} form="short" />
        <span className="drumbeat-late">{say('worklist:late', { time: formatLength({ language, ms: lateMs }) })}</span>
      </span>
      <span className="drumbeat-row__what">
        <Link href={admin(`/collections/${PUBLICATIONS}/${id}`)}>{names.title}</Link>
        <span className="drumbeat-row__where drumbeat-muted">
          {channel.name}
          {isRehearsal && <ModePill mode="rehearsal" />}
        </span>
      </span>
      <span className="drumbeat-actions">
        <Button
          aria-label={`${say('worklist:publish')}: ${names.title}, ${names.channel}`}
          buttonStyle="secondary"
          disabled={isBusy}
          margin={false}
          onClick={() => void onAnswer('publish')}
          size="small"
        >
          {say('worklist:publish')}
        </Button>
        <Button
          aria-label={`${say('worklist:skip')}: ${names.title}, ${names.channel}`}
          buttonStyle="subtle"
          disabled={isBusy}
          margin={false}
          onClick={() => void onAnswer('skip')}
          size="small"
        >
          {say('worklist:skip')}
        </Button>
      </span>
    </div>
  )
}
