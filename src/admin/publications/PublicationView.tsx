import type { DocumentViewServerProps } from 'payload'

import { databaseOf } from '../../database/handles.ts'
import { findPublicationDetail } from '../data/publicationDetail.ts'
import { localeOf } from '../data/readView.ts'
import { PublicationPage } from './PublicationPage.tsx'

/** Stands in for the form of a publication, which nobody edits; Payload has checked that the person may read it. */
export async function PublicationView({ doc, i18n, payload }: DocumentViewServerProps) {
  const detail = await findPublicationDetail({
    db: databaseOf(payload),
    id: String((doc as { id: unknown }).id),
    locale: localeOf(i18n.language),
  })

  return detail === null ? null : <PublicationPage initial={detail} />
}
