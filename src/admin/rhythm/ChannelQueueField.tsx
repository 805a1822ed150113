'use client'

import { Button, Link, useDocumentInfo } from '@payloadcms/ui'

import { SECOND } from '../../domain/duration.ts'
import type { QueueView } from '../../domain/rhythm/queue.ts'
import { CHANNELS, POSTS } from '../../domain/slugs.ts'
import { Empty } from '../elements/Empty.tsx'
import { Instant } from '../elements/Instant.tsx'
import { Section } from '../elements/Section.tsx'
import { formatInstant } from '../format/formatInstant.ts'
import { useMayPlan } from '../post/useMayPlan.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** On the page of a channel: who holds its next slots, and the order of them, which the keyboard changes as well. */
export function ChannelQueueField() {
  const { id } = useDocumentInfo()
  const { language, say } = useText()
  const { admin, api } = useUrls()
  const mayPlan = useMayPlan()
  const { isBusy, run } = useAct()
  const base = id === undefined ? null : api(`/${CHANNELS}/${id}/queue`)
  const { data, refresh } = usePolled<QueueView>({
    intervalMs: 6 * SECOND,
    url: base === null ? null : `${base}?${new URLSearchParams({ language }).toString()}`,
  })

  if (base === null || data === null) {
    return null
  }

  const { channel, entries, nextFree } = data

  const move = async (from: number, to: number): Promise<void> => {
    const order = entries.map(({ schedule }) => schedule)

    order.splice(to, 0, ...order.splice(from, 1))
    await run(() => requestJson(`${base}/reorder`, { json: { order }, method: 'POST' }), say('queue:moved'))
    await refresh()
  }

  return (
    <Section
      aside={
        nextFree !== null &&
        say('queue:next', {
          time: formatInstant({ at: nextFree.at, form: 'short', language, timeZone: channel.timeZone }),
        })
      }
      className="drumbeat-queue"
      title={say('queue:title')}
    >
      {entries.length === 0 && <Empty>{say(channel.slots === 0 ? 'queue:noSlots' : 'queue:empty')}</Empty>}
      <ol className="drumbeat-rows">
        {entries.map(({ at, post, schedule }, place) => (
          <li className="drumbeat-row" key={schedule}>
            <span className="drumbeat-row__when">
              <Instant at={at} channelZone={channel.timeZone} />
            </span>
            <span className="drumbeat-row__what">
              <Link href={admin(`/collections/${POSTS}/${post.id}/publishing`)}>{post.title}</Link>
            </span>
            {mayPlan && (
              <span className="drumbeat-actions">
                <Button
                  aria-label={say('queue:up', { title: post.title })}
                  buttonStyle="subtle"
                  disabled={isBusy || place === 0}
                  margin={false}
                  onClick={() => void move(place, place - 1)}
                  size="small"
                  type="button"
                >
                  ↑
                </Button>
                <Button
                  aria-label={say('queue:down', { title: post.title })}
                  buttonStyle="subtle"
                  disabled={isBusy || place === entries.length - 1}
                  margin={false}
                  onClick={() => void move(place, place + 1)}
                  size="small"
                  type="button"
                >
                  ↓
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
