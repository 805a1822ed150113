'use client'

import { useDocumentInfo } from '@payloadcms/ui'

import { MINUTE } from '../../domain/duration.ts'
import type { Duplicate } from '../../plugin/media/findDuplicates.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** In the sidebar of a medium: the files of the library that show the same picture. */
export function DuplicatesField() {
  const { id } = useDocumentInfo()
  const { say } = useText()
  const { admin, api } = useUrls()
  const { data } = usePolled<{ duplicates: Duplicate[] }>({
    intervalMs: MINUTE,
    url: id === undefined ? null : api(`/media/${id}/duplicates`),
  })

  if (data === null || data.duplicates.length === 0) {
    return null
  }

  return (
    <div className="field-type drumbeat-duplicates">
      <span className="field-label">{say('media:duplicates')}</span>
      <p className="drumbeat-muted">{say('media:duplicatesHelp')}</p>
      <ul className="drumbeat-duplicates__list">
        {data.duplicates.map(({ id: other, alt, filename, likeness, thumbnail }) => (
          <li key={other}>
            {thumbnail !== null && <img alt="" height={48} src={thumbnail} width={48} />}
            <a href={admin(`/collections/media/${other}`)}>{alt || filename}</a>
            <span className="drumbeat-muted">{say(`media:${likeness}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
