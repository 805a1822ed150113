'use client'

import { SetDocumentStepNav, useConfig, useDocumentInfo } from '@payloadcms/ui'

import { CAMPAIGNS } from '../../domain/slugs.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'

/** The path at the head of the page. */
export function CampaignStepNav({ view = 'campaign:tab' }: { view?: TextKey }) {
  const { say } = useText()
  const { id } = useDocumentInfo()
  const { getEntityConfig } = useConfig()

  return (
    <SetDocumentStepNav
      collectionSlug={CAMPAIGNS}
      id={id ?? ''}
      pluralLabel={getEntityConfig({ collectionSlug: CAMPAIGNS }).labels?.plural ?? ''}
      useAsTitle="name"
      view={say(view)}
    />
  )
}
