'use client'

import { Link } from '@payloadcms/ui'

import type { PublicationState } from '../../domain/publication.ts'
import type { Overview } from '../data/overview.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { nameZone } from '../format/formatInstant.ts'
import { PublicationRow } from '../publications/PublicationRow.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { PlannedRow } from './PlannedRow.tsx'
import { Tally } from './Tally.tsx'
import { useOverview } from './useOverview.ts'

const MOVING: readonly PublicationState[] = ['armed', 'claimed', 'sending']

/** What goes out today: planned, armed, out, and what needs a person, in the order of the clock. */
export function Today({ initial }: { initial: Overview }) {
  const { hasFailed, overview, refresh } = useOverview(initial)
  const { language, say } = useText()
  const { admin } = useUrls()
  const { counts, now, planned, timeZone, today } = overview
  const sum = (states: readonly PublicationState[]): number =>
    states.reduce((total, state) => total + (counts[state] ?? 0), 0)
  const shown = [
    ...planned.map((entry) => ({ at: entry.publishAt, id: entry.id, row: <PlannedRow entry={entry} /> })),
    ...today.map((entry) => ({
      at: entry.dueAt,
      id: entry.id,
      row: <PublicationRow now={now} onDone={refresh} publication={entry} />,
    })),
  ].sort((one, other) => one.at.localeCompare(other.at))
  const hidden = Object.values(counts).reduce((total, count) => total + count, 0) - today.length

  return (
    <Section
      aside={
        <span suppressHydrationWarning title={timeZone}>
          {hasFailed
            ? say('general:loadFailed')
            : say('general:zoneNote', { zone: nameZone({ at: now, language, timeZone }) })}
        </span>
      }
      className="drumbeat-widget"
      title={say('today:title')}
    >
      <dl className="drumbeat-tallies">
        <Tally count={planned.length} label={say('today:planned')} />
        <Tally count={sum(MOVING)} label={say('today:upcoming')} />
        <Tally count={sum(['published', 'withdrawn'])} label={say('today:out')} tone="success" />
        <Tally count={overview.attentionCount} label={say('today:attention')} tone="error" />
      </dl>
      {shown.length === 0 ? (
        <Empty>{say('empty:today')}</Empty>
      ) : (
        <ul className="drumbeat-rows">
          {shown.map(({ id, row }) => (
            <li key={id}>{row}</li>
          ))}
        </ul>
      )}
      {hidden > 0 && <Link href={admin('/collections/publications')}>{say('general:more', { count: hidden })}</Link>}
    </Section>
  )
}
