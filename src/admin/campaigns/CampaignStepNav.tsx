'use client'

import { SetDocumentStepNav, useConfig, useDocumentInfo } from '@payloadcms/ui'

import { CAMPAIGNS } from '../../domain/slugs.ts'
import { useText } from '../text/useText.ts'

/** The path at the head of the page. */
export function CampaignStepNav() {
  const { say } = useText()
  const { id } = useDocumentInfo()
  const { getEntityConfig } = useConfig()

  return (
    <SetDocumentStepNav
      collectionSlug={CAMPAIGNS}
      id={id ?? ''}
      pluralLabel={getEntityConfig({ collectionSlug: CAMPAIGNS }).labels?.plural ?? ''}
      useAsTitle="name"
      view={say('campaign:tab')}
    />
  )
}
