'use client'

import type { PublicationDetail } from '../data/publicationDetail.ts'
import { Instant } from '../elements/Instant.tsx'
import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'
import { Lateness } from './Lateness.tsx'

/** When what happened to a publication, and what is still to come. */
export function Timeline({ detail }: { detail: PublicationDetail }) {
  const { say } = useText()
  const { summary } = detail
  const moments = [
    { at: detail.armedAt, name: 'armed' as const },
    { at: summary.dueAt, name: 'due' as const },
    { at: detail.startedAt, name: 'started' as const },
    { at: detail.publishedAt, name: 'published' as const },
    { at: detail.unpublishAt, name: 'unpublish' as const },
    { at: detail.changedAt, name: 'changed' as const },
  ].filter((moment): moment is typeof moment & { at: string } => moment.at !== null)

  return (
    <Section title={say('publication:timeline')}>
      <ol className="drumbeat-timeline">
        {moments.map(({ at, name }) => (
          <li className={at > detail.now ? 'drumbeat-timeline__ahead' : undefined} key={name}>
            <span>{say(`timeline:${name}`)}</span>
            <Instant at={at} channelZone={summary.channel.timeZone} form="full" />
            {name === 'started' && <Lateness now={detail.now} publication={summary} />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
