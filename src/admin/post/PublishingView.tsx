import type { DocumentViewServerProps } from 'payload'

import { databaseOf } from '../../database/handles.ts'
import { findPostBoard } from '../data/postBoard.ts'
import { localeOf } from '../data/readView.ts'
import { Publishing } from './Publishing.tsx'

/** Found on the server for the first paint; Payload has checked that the person may read the post. */
export async function PublishingView({ doc, i18n, payload }: DocumentViewServerProps) {
  const postId = String((doc as { id: unknown }).id)
  const initial = await findPostBoard({ db: databaseOf(payload), locale: localeOf(i18n.language), postId })

  return <Publishing initial={initial} postId={postId} />
}
