'use client'

import { Link } from '@payloadcms/ui'

import { type AlarmName, ALARMS } from '../../domain/alarms.ts'
import { SECOND } from '../../domain/duration.ts'
import { ALARMS_GLOBAL } from '../../domain/slugs.ts'
import { LATE_LIMIT_MS } from '../../domain/workerLimits.ts'
import type { OperationsBoard } from '../data/operationsBoard.ts'
import { Instant } from '../elements/Instant.tsx'
import { Section } from '../elements/Section.tsx'
import { formatLength } from '../format/formatInstant.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { ChannelTable } from './ChannelTable.tsx'
import { WorkerTable } from './WorkerTable.tsx'

/** Alarms, workers and the pace of channels, fresh every few seconds. */
export function OperationsPanel({ initial }: { initial: OperationsBoard }) {
  const { language, say } = useText()
  const { admin, api } = useUrls()
  const { data } = usePolled<OperationsBoard>({
    initial,
    intervalMs: 4 * SECOND,
    url: api(`/drumbeat/operations?language=${language}`),
  })
  const { alarms, channels, oldestDueMs, unconfirmed, workers } = data ?? initial
  const raised = new Map(alarms.filter(({ state }) => state === 'raised').map((alarm) => [alarm.name, alarm]))

  return (
    <>
      <Section
        aside={<Link href={admin(`/globals/${ALARMS_GLOBAL}`)}>{say('ops:alarmSettings')}</Link>}
        title={say('ops:alarms')}
      >
        <ul className="drumbeat-alarms">
          {ALARMS.map((name: AlarmName) => {
            const since = raised.get(name)?.since ?? null

            return (
              <li key={name}>
                <span className={`drumbeat-light drumbeat-light--${raised.has(name) ? 'off' : 'on'}`} />
                <strong>{say(`alarm:${name}`)}</strong>
                {since === null ? (
                  <span className="drumbeat-muted">{say('ops:clear')}</span>
                ) : (
                  <span className="drumbeat-late">
                    <Instant at={since} form="short" />
                  </span>
                )}
              </li>
            )
          })}
        </ul>
        <p className={oldestDueMs > LATE_LIMIT_MS ? 'drumbeat-late' : 'drumbeat-muted'}>
          {oldestDueMs > 0
            ? say('ops:oldestDue', { time: formatLength({ language, ms: oldestDueMs }) })
            : say('ops:nothingLate')}
        </p>
        {unconfirmed > 0 && <p className="drumbeat-late">{say('ops:unconfirmed', { count: unconfirmed })}</p>}
      </Section>
      <Section aside={<a href="/ops/jobs/">{say('ops:jobs')}</a>} title={say('ops:workers')}>
        <WorkerTable workers={workers} />
      </Section>
      <Section title={say('ops:channels')}>
        <ChannelTable channels={channels} />
      </Section>
    </>
  )
}
