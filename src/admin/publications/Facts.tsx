'use client'

import type { PublicationDetail } from '../data/publicationDetail.ts'
import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'

/** What one needs to trace a publication: ids, attempts, the pinned version. */
export function Facts({ detail }: { detail: PublicationDetail }) {
  const { say } = useText()
  const { summary } = detail
  const facts = [
    ['publication:id', summary.id],
    ['publication:remoteId', detail.remoteId],
    ['publication:attempts', String(summary.attempts)],
    ['publication:version', summary.versionId],
    ['publication:hash', detail.contentHash],
  ] as const

  return (
    <Section title={say('publication:receipt')}>
      <dl className="drumbeat-facts">
        {facts.map(
          ([key, value]) =>
            value !== null && (
              <div key={key}>
                <dt>{say(key)}</dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  )
}
