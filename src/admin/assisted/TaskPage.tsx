'use client'

import { Banner, Button, Gutter, Link } from '@payloadcms/ui'

import { endedReason } from '../../domain/assisted/endedReason.ts'
import type { TaskView } from '../../domain/assisted/task.ts'
import { SECOND } from '../../domain/duration.ts'
import { languageOf } from '../../domain/reasons/fillText.ts'
import { CHANNELS, PUBLICATIONS } from '../../domain/slugs.ts'
import { Empty } from '../elements/Empty.tsx'
import { Instant } from '../elements/Instant.tsx'
import { Section } from '../elements/Section.tsx'
import { StatePill } from '../elements/StatePill.tsx'
import { PublicationTitle } from '../publications/PublicationTitle.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { AssigneeField } from './AssigneeField.tsx'
import { Checklist } from './Checklist.tsx'
import { CopyField } from './CopyField.tsx'
import { FiguresForm } from './FiguresForm.tsx'
import { FiguresImport } from './FiguresImport.tsx'
import { LiveLink } from './LiveLink.tsx'
import { PackPictures } from './PackPictures.tsx'
import { useTaskChange } from './useTaskChange.ts'

/** Everything for publishing one post by hand, made for a phone: what to save, what to copy, what to do, what to paste back. */
export function TaskPage({ id }: { id: string }) {
  const { language, say } = useText()
  const { admin, api } = useUrls()
  const path = `/${PUBLICATIONS}/${id}` as const
  const { data: task, hasFailed, refresh } = usePolled<TaskView>({ intervalMs: 10 * SECOND, url: api(`${path}/task`) })
  const change = useTaskChange({ onDone: refresh, url: api(`${path}/task`) })

  if (task === null) {
    return (
      <Gutter className="drumbeat-panel">
        <PublicationTitle title={say('task:title')} />
        <Empty>{say(hasFailed ? 'task:none' : 'task:loading')}</Empty>
      </Gutter>
    )
  }

  const { channel, pack, post } = task
  const hasEnded = endedReason(task.state) !== null
  const spoken = languageOf(language)

  return (
    <Gutter className="drumbeat-panel drumbeat-task">
      <PublicationTitle title={`${post.title} · ${channel.name}`} />
      <Section aside={<StatePill state={task.state} />} title={`${post.title} · ${channel.name}`}>
        <p>
          {say('task:due')} <Instant at={task.dueAt} channelZone={channel.timeZone} form="full" />
        </p>
        <AssigneeField change={change} task={task} />
        {task.withheld !== null && <Banner type="error">{say('task:withheld', { reason: task.withheld })}</Banner>}
        <div className="drumbeat-actions">
          {task.withheld === null && (
            <Button buttonStyle="secondary" el="anchor" margin={false} size="medium" url={api(`${path}/pack`)}>
              {say('task:download')}
            </Button>
          )}
          {task.openUrl !== null && !hasEnded && (
            <Button buttonStyle="secondary" el="anchor" margin={false} newTab size="medium" url={task.openUrl}>
              {say('task:openPlatform')}
            </Button>
          )}
        </div>
        <details className="drumbeat-task__code">
          <summary>{say('task:phone')}</summary>
          <img alt={say('task:code')} height={220} src={api(`${path}/task-code`)} width={220} />
        </details>
        <Link href={admin(`/collections/${PUBLICATIONS}/${id}`)}>{say('task:publication')}</Link>
      </Section>
      {pack.disclosures.length > 0 && !hasEnded && (
        <Section title={say('task:disclosures')}>
          <ul className="drumbeat-task__labels">
            {pack.disclosures.map((label) => (
              <li key={label.en}>{label[spoken]}</li>
            ))}
          </ul>
        </Section>
      )}
      {pack.files.length > 0 && task.withheld === null && (
        <PackPictures files={pack.files} urlOf={(number) => api(`${path}/pack/${number}`)} />
      )}
      {!hasEnded && (
        <>
          <Section title={say('task:texts')}>
            {pack.texts.map(({ count, part, text }) => (
              <CopyField count={count} key={part} label={say(`task:${part}`)} text={text} />
            ))}
            {pack.topics.length > 0 && (
              <CopyField isShort label={say('task:topics')} text={pack.topics.map((topic) => `#${topic}`).join(' ')} />
            )}
          </Section>
          <Checklist change={change} done={task.done} steps={pack.checklist.map((step) => step[spoken])} />
          <LiveLink onDone={refresh} task={task} />
        </>
      )}
      {(task.state === 'published' || task.state === 'withdrawn') && (
        <>
          <FiguresForm known={task.figures} onDone={refresh} url={api(`${path}/platform-figures`)} />
          <FiguresImport onDone={refresh} url={api(`/${CHANNELS}/${channel.id}/platform-figures`)} />
        </>
      )}
    </Gutter>
  )
}
