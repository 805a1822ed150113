'use client'

import { useDocumentInfo } from '@payloadcms/ui'

import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** In the sidebar of a tracking link: its poster and its share card, drawn when they are opened. */
export function CardField() {
  const { id } = useDocumentInfo()
  const { say } = useText()
  const { api } = useUrls()

  if (id === undefined) {
    return null
  }

  return (
    <div className="field-type">
      <span className="field-label">{say('media:cards')}</span>
      <p className="drumbeat-row__where">
        <a href={api(`/links/${id}/card?form=poster`)} rel="noreferrer" target="_blank">
          {say('media:poster')}
        </a>{' '}
        ·{' '}
        <a href={api(`/links/${id}/card?form=share-card`)} rel="noreferrer" target="_blank">
          {say('media:shareCard')}
        </a>
      </p>
    </div>
  )
}
