'use client'

import { Link } from '@payloadcms/ui'

import type { Overview } from '../data/overview.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { attentionQuery } from '../publications/presets.ts'
import { PublicationRow } from '../publications/PublicationRow.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { EndingLicences } from './EndingLicences.tsx'
import { useOverview } from './useOverview.ts'

/** What goes no further until a person acts, with the acts that fit. */
export function Attention({ initial }: { initial: Overview }) {
  const { overview, refresh } = useOverview(initial)
  const { say } = useText()
  const { admin } = useUrls()
  const { attention, attentionCount, endingLicences, now } = overview

  return (
    <Section className="drumbeat-widget" title={say('attention:title')}>
      {attention.length + endingLicences.length === 0 && <Empty>{say('empty:attention')}</Empty>}
      {endingLicences.length > 0 && <EndingLicences licences={endingLicences} />}
      {attention.length > 0 && (
        <ul className="drumbeat-rows drumbeat-rows--narrow">
          {attention.map((publication) => (
            <li key={publication.id}>
              <PublicationRow form="short" now={now} onDone={refresh} publication={publication} />
            </li>
          ))}
        </ul>
      )}
      {attentionCount > attention.length && (
        <Link href={admin(`/collections/publications?${attentionQuery()}`)}>
          {say('general:more', { count: attentionCount - attention.length })}
        </Link>
      )}
    </Section>
  )
}
