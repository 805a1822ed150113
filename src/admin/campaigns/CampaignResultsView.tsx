import { Gutter } from '@payloadcms/ui'
import type { DocumentViewServerProps } from 'payload'

import { databaseOf } from '../../database/handles.ts'
import { findCampaignBoard } from '../data/campaignBoard.ts'
import { localeOf } from '../data/readView.ts'
import { FiguresPanel } from '../figures/FiguresPanel.tsx'
import { CampaignPublications } from './CampaignPublications.tsx'
import { CampaignStepNav } from './CampaignStepNav.tsx'

/** A campaign's tab of its results: figures, and what went or goes out. */
export async function CampaignResultsView({ doc, i18n, payload }: DocumentViewServerProps) {
  const id = String((doc as { id: unknown }).id)
  const initial = await findCampaignBoard({ campaignId: id, db: databaseOf(payload), locale: localeOf(i18n.language) })

  return (
    <Gutter className="drumbeat-panel drumbeat-stack">
      <CampaignStepNav />
      <FiguresPanel id={id} kind="campaign" />
      <CampaignPublications campaignId={id} initial={initial} />
    </Gutter>
  )
}
