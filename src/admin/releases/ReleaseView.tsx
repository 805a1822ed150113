import { Gutter } from '@payloadcms/ui'
import type { DocumentViewServerProps } from 'payload'

import { CampaignStepNav } from '../campaigns/CampaignStepNav.tsx'
import { ReleaseBoard } from './ReleaseBoard.tsx'

/** A campaign's tab of its release; Payload has checked that the person may read the campaign. */
export function ReleaseView({ doc }: DocumentViewServerProps) {
  return (
    <Gutter className="drumbeat-panel drumbeat-stack">
      <CampaignStepNav view="release:tab" />
      <ReleaseBoard campaignId={String((doc as { id: unknown }).id)} />
    </Gutter>
  )
}
