'use client'

import { SetDocumentStepNav, useConfig, useDocumentInfo, useDocumentTitle } from '@payloadcms/ui'
import { useEffect } from 'react'

import { PUBLICATIONS } from '../../domain/slugs.ts'

/** Puts post and channel into the page's heading and path, where Payload would write the bare id. */
export function PublicationTitle({ title }: { title: string }) {
  const { getEntityConfig } = useConfig()
  const { id } = useDocumentInfo()
  const { setDocumentTitle, title: shown } = useDocumentTitle()

  useEffect(() => {
    // The provider around us puts the id back whenever its data moves, last of all in the commit that mounts us.
    if (shown !== title) {
      queueMicrotask(() => setDocumentTitle(title))
    }
  }, [setDocumentTitle, shown, title])

  return (
    <SetDocumentStepNav
      collectionSlug={PUBLICATIONS}
      id={id ?? ''}
      pluralLabel={getEntityConfig({ collectionSlug: PUBLICATIONS }).labels?.plural ?? ''}
      useAsTitle="title"
    />
  )
}
