'use client'

import { CLOCK_LIMIT_MS } from '../../domain/workerLimits.ts'
import type { BoardWorker } from '../data/operationsBoard.ts'
import { Empty } from '../elements/Empty.tsx'
import { Instant } from '../elements/Instant.tsx'
import { formatLength } from '../format/formatInstant.ts'
import { useText } from '../text/useText.ts'

/** Every worker that was heard of within a day: what it runs, how it does, how late it sends. */
export function WorkerTable({ workers }: { workers: readonly BoardWorker[] }) {
  const { language, say } = useText()

  if (workers.length === 0) {
    return <Empty>{say('ops:noWorkers')}</Empty>
  }

  const length = (ms: number): string => formatLength({ language, ms })

  return (
    // Wide tables scroll by themselves; the keyboard reaches them.
    <div className="drumbeat-board" role="region" aria-label={say('ops:workers')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('ops:worker')}</th>
            <th scope="col">{say('ops:version')}</th>
            <th scope="col">{say('ops:claims')}</th>
            <th scope="col">{say('ops:lateness')}</th>
            <th scope="col">{say('ops:offset')}</th>
            <th scope="col">{say('ops:since')}</th>
          </tr>
        </thead>
        <tbody>
          {workers.map(({ claims, clockOffsetMs, host, id, isAlive, lateness, pid, startedAt, version }) => (
            <tr key={id}>
              <th scope="row">
                <span className={`drumbeat-light drumbeat-light--${isAlive ? 'on' : 'off'}`} /> {host} #{pid}{' '}
                <span className={isAlive ? 'drumbeat-muted' : 'drumbeat-late'}>
                  {say(isAlive ? 'clock:alive' : 'ops:lost')}
                </span>
              </th>
              <td>{version}</td>
              <td>{claims}</td>
              <td>
                {lateness.count === 0 ? (
                  <span className="drumbeat-muted">{say('ops:noSends')}</span>
                ) : (
                  `${length(lateness.p50Ms)} / ${length(lateness.p99Ms)}`
                )}
              </td>
              <td className={Math.abs(clockOffsetMs) > CLOCK_LIMIT_MS ? 'drumbeat-late' : undefined}>
                {length(clockOffsetMs)}
              </td>
              <td>
                <Instant at={startedAt} form="short" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
