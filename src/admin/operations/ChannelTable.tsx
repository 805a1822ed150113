'use client'

import { Link } from '@payloadcms/ui'

import { CHANNELS } from '../../domain/slugs.ts'
import type { BoardChannel } from '../data/operationsBoard.ts'
import { Empty } from '../elements/Empty.tsx'
import { useViewerZone } from '../format/useViewerZone.ts'
import { formatInstant } from '../format/formatInstant.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** Channels with a pace: whether they rest, and what waits for its turn. */
export function ChannelTable({ channels }: { channels: readonly BoardChannel[] }) {
  const { language, say } = useText()
  const { admin } = useUrls()
  const timeZone = useViewerZone()

  if (channels.length === 0) {
    return <Empty>{say('ops:noChannels')}</Empty>
  }

  return (
    <div className="drumbeat-board" role="region" aria-label={say('ops:channels')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('ops:channel')}</th>
            <th scope="col">{say('ops:breaker')}</th>
            <th scope="col">{say('ops:waiting')}</th>
            <th scope="col">{say('ops:sending')}</th>
            <th scope="col">{say('ops:reason')}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map(({ breaker, id, name, permits, waiting }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={admin(`/collections/${CHANNELS}/${id}`)}>{name}</Link>
              </th>
              <td className={breaker.state === 'closed' ? 'drumbeat-muted' : 'drumbeat-late'} suppressHydrationWarning>
                {breaker.state === 'open' && breaker.retryAt !== null
                  ? say('ops:open', { time: formatInstant({ at: breaker.retryAt, form: 'time', language, timeZone }) })
                  : say(`ops:${breaker.state}`)}
              </td>
              <td>{waiting}</td>
              <td>{permits}</td>
              <td className="drumbeat-muted">{breaker.reason ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
