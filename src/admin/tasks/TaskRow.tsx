'use client'

import { Link, Pill } from '@payloadcms/ui'

import { PUBLICATIONS } from '../../domain/slugs.ts'
import type { TaskSummary } from '../data/taskList.ts'
import { Instant } from '../elements/Instant.tsx'
import { formatLength } from '../format/formatInstant.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

const styles = { due: 'warning', overdue: 'error', soon: 'light' } as const

/** One task: when, what, where, whose; its page is made for a phone. */
export function TaskRow({ now, task }: { now: string; task: TaskSummary }) {
  const { admin } = useUrls()
  const { language, say } = useText()
  const { assignee, channel, dueAt, id, title, urgency } = task
  const lateMs = Date.parse(now) - Date.parse(dueAt)

  return (
    <div className="drumbeat-row">
      <span className="drumbeat-row__when">
        <Instant at={dueAt} channelZone={channel.timeZone} form="short" />
        {urgency === 'overdue' && (
          <span className="drumbeat-late">
            {say('worklist:late', { time: formatLength({ language, ms: lateMs }) })}
          </span>
        )}
      </span>
      <span className="drumbeat-row__what">
        <Link href={admin(`/collections/${PUBLICATIONS}/${id}/task`)}>{title || '—'}</Link>
        <span className="drumbeat-row__where drumbeat-muted">
          {channel.name} · {assignee ?? say('task:nobody')}
        </span>
      </span>
      <span className="drumbeat-row__state">
        <Pill pillStyle={styles[urgency]} size="small">
          {say(`tasks:${urgency}`)}
        </Pill>
      </span>
    </div>
  )
}
