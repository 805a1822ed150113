'use client'

import { Banner } from '@payloadcms/ui'

import { CLOCK_LIMIT_MS } from '../../domain/workerLimits.ts'
import type { Overview } from '../data/overview.ts'
import type { WorkerHealth } from '../data/workerHealth.ts'
import { Section } from '../elements/Section.tsx'
import { formatLength, formatRelative } from '../format/formatInstant.ts'
import { FreezeSwitch } from '../rhythm/FreezeSwitch.tsx'
import { useText } from '../text/useText.ts'
import { useOverview } from './useOverview.ts'

/** Whether anything will go out at all: the workers, their clocks, and what is overdue. */
export function ClockHealth({ initial }: { initial: Overview }) {
  const { overview } = useOverview(initial)
  const { language, say } = useText()
  const { now, oldestDueAt, workers } = overview
  const isAlive = workers.some((worker) => worker.isAlive)

  return (
    <Section className="drumbeat-widget" title={say('clock:title')}>
      {!isAlive && <Banner type="error">{say('clock:none')}</Banner>}
      <ul className="drumbeat-workers">
        {workers.map((worker) => (
          <li key={worker.id}>
            <Worker now={now} worker={worker} />
          </li>
        ))}
      </ul>
      <p className={oldestDueAt === null ? 'drumbeat-muted' : 'drumbeat-late'}>
        {oldestDueAt === null
          ? say('clock:onTime')
          : say('clock:oldestDue', { ago: formatRelative({ at: oldestDueAt, language, now: new Date(now) }) })}
      </p>
      <FreezeSwitch />
    </Section>
  )
}

function Worker({ now, worker }: { now: string; worker: WorkerHealth }) {
  const { language, say } = useText()
  const offset = formatLength({ language, ms: worker.clockOffsetMs })
  const isOff = Math.abs(worker.clockOffsetMs) > CLOCK_LIMIT_MS

  return (
    <div className="drumbeat-worker">
      <span className={`drumbeat-light drumbeat-light--${worker.isAlive ? 'on' : 'off'}`} />
      <div>
        <strong>{say(worker.isAlive ? 'clock:alive' : 'clock:lost')}</strong>{' '}
        <span className="drumbeat-muted">
          {worker.host} #{worker.pid}
        </span>
        <div className="drumbeat-muted">
          {say('clock:beat', { ago: formatRelative({ at: worker.beatAt, language, now: new Date(now) }) })}
          {worker.claims > 0 && ` · ${say('clock:claims', { count: worker.claims })}`}
        </div>
        <div className={isOff ? 'drumbeat-late' : 'drumbeat-muted'}>
          {say(isOff ? 'clock:offsetBad' : 'clock:offset', { offset })}
        </div>
      </div>
    </div>
  )
}
