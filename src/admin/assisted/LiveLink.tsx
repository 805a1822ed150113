'use client'

import { Button } from '@payloadcms/ui'
import { type FormEvent, useState } from 'react'

import type { TaskView } from '../../domain/assisted/task.ts'
import { PUBLICATION_ACTION_STATES } from '../../domain/publicationActions.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import { Instant } from '../elements/Instant.tsx'
import { Section } from '../elements/Section.tsx'
import { reasonsOf, RequestRefused, requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface Refusal {
  isOverridable: boolean
  reasons: readonly string[]
}

/** Where the live link is pasted; an address at which nothing is seen may be recorded all the same, another platform's may not. */
export function LiveLink({ onDone, task }: { onDone: () => Promise<void>; task: TaskView }) {
  const { say } = useText()
  const { api } = useUrls()
  const [isBusy, setIsBusy] = useState(false)
  const [isSeen, setIsSeen] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [url, setUrl] = useState('')

  if (task.attested !== null || task.state === 'published') {
    return (
      <Section title={say('task:done')}>
        {task.attested !== null && (
          <p>
            {say('task:attested', { name: task.attested.by })}{' '}
            <Instant at={task.attested.at} channelZone={task.channel.timeZone} form="full" />
          </p>
        )}
        {task.attested?.isUnseen === true && <p className="drumbeat-muted">{say('task:unseen')}</p>}
        {task.url !== null && <a href={task.url}>{task.url}</a>}
      </Section>
    )
  }

  if (!PUBLICATION_ACTION_STATES.attest.includes(task.state)) {
    return (
      <Section title={say('task:live')}>
        <p className="drumbeat-muted">{say('task:notYet')}</p>
      </Section>
    )
  }

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setIsBusy(true)

    try {
      await requestJson(api(`/${PUBLICATIONS}/${task.id}/attest`), {
        json: { isSeenByPerson: isSeen, url },
        method: 'POST',
      })
      setRefusal(null)
    } catch (error) {
      const isOverridable = error instanceof RequestRefused && error.codes.includes('LIVE_URL_UNREACHABLE')

      setRefusal({ isOverridable, reasons: reasonsOf(error) })
    }

    await onDone()
    setIsBusy(false)
  }

  return (
    <Section title={say('task:live')}>
      <form className="drumbeat-task__live" onSubmit={(event) => void send(event)}>
        {task.isAddressed ? (
          <label className="drumbeat-field">
            {say('task:paste')}
            <textarea
              autoComplete="off"
              onChange={(event) => {
                setUrl(event.target.value)
                setIsSeen(false)
                setRefusal(null)
              }}
              required
              rows={3}
              value={url}
            />
          </label>
        ) : (
          <p>{say('task:noAddress')}</p>
        )}
        <div aria-live="polite">
          {refusal?.reasons.map((reason) => (
            <p className="drumbeat-error" key={reason}>
              {reason}
            </p>
          ))}
        </div>
        {refusal?.isOverridable === true && (
          <label className="drumbeat-task__seen">
            <input checked={isSeen} onChange={(event) => setIsSeen(event.target.checked)} type="checkbox" />
            <span>{say('task:seen')}</span>
          </label>
        )}
        <Button buttonStyle="primary" disabled={isBusy} margin={false} size="large" type="submit">
          {say('task:record')}
        </Button>
      </form>
    </Section>
  )
}
