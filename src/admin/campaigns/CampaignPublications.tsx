'use client'

import type { CampaignBoard } from '../data/campaignBoard.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { PublicationRow } from '../publications/PublicationRow.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface CampaignPublicationsProps {
  campaignId: string
  initial: CampaignBoard
}

/** The newest publications of a campaign, with their live state. */
export function CampaignPublications({ campaignId, initial }: CampaignPublicationsProps) {
  const { language, say } = useText()
  const { api } = useUrls()
  const { data, refresh } = usePolled<CampaignBoard>({
    initial,
    url: api(`/drumbeat/campaigns/${campaignId}/board?${new URLSearchParams({ language }).toString()}`),
  })
  const { now, publications } = data ?? initial

  return (
    <Section title={say('campaign:publications')}>
      {publications.length === 0 ? (
        <Empty>{say('empty:publications')}</Empty>
      ) : (
        <ul className="drumbeat-rows">
          {publications.map((publication) => (
            <li key={publication.id}>
              <PublicationRow form="short" now={now} onDone={refresh} publication={publication} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
