'use client'

import { useConfig, useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { getTranslation } from '@payloadcms/translations'

import { MINUTE } from '../../domain/duration.ts'
import type { ListedUse } from '../../plugin/media/listUses.ts'
import { Empty } from '../elements/Empty.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** Below a medium or a brand asset: every document that shows it, drafts and armed publications included. */
export function UsesField() {
  const { collectionSlug, id } = useDocumentInfo()
  const { getEntityConfig } = useConfig()
  const { i18n } = useTranslation()
  const { say } = useText()
  const { admin, api } = useUrls()
  const { data } = usePolled<{ uses: ListedUse[] }>({
    intervalMs: MINUTE,
    url: id === undefined ? null : api(`/${collectionSlug}/${id}/uses`),
  })

  if (data === null) {
    return null
  }

  return (
    <div className="field-type drumbeat-uses">
      <span className="field-label">{say('media:uses')}</span>
      {data.uses.length === 0 ? (
        <Empty>{say('media:unused')}</Empty>
      ) : (
        <ul className="drumbeat-renditions__list">
          {data.uses.map(({ id: user, slug, title }) => (
            <li key={`${slug}/${user}`}>
              {title === null ? (
                <span className="drumbeat-muted">{say('media:hiddenUse')}</span>
              ) : (
                <a href={admin(`/collections/${slug}/${user}`)}>{title}</a>
              )}
              <span className="drumbeat-muted">
                {getTranslation(getEntityConfig({ collectionSlug: slug })?.labels.singular ?? slug, i18n)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
