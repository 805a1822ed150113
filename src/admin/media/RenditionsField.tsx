'use client'

import { useDocumentInfo } from '@payloadcms/ui'

import { MINUTE } from '../../domain/duration.ts'
import type { ListedRendition } from '../../plugin/media/listRenditions.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** Below a medium: what each platform gets of it; a picture is made when it is opened. */
export function RenditionsField() {
  const { id } = useDocumentInfo()
  const { language, say } = useText()
  const { api } = useUrls()
  const { data } = usePolled<{ renditions: ListedRendition[] }>({
    intervalMs: MINUTE,
    url: id === undefined ? null : api(`/media/${id}/renditions`),
  })

  if (data === null || data.renditions.length === 0) {
    return null
  }

  return (
    <details className="field-type drumbeat-renditions">
      <summary className="field-label">{say('media:renditions')}</summary>
      <p className="drumbeat-muted">{say('media:renditionsHelp')}</p>
      <ul className="drumbeat-renditions__list">
        {data.renditions.map(({ bytes, error, height, label, path, preset, state, width }) => (
          <li key={preset}>
            <a href={api(`/drumbeat${path}` as `/${string}`)} rel="noreferrer" target="_blank">
              {language === 'zh' ? label.zh : label.en}
            </a>
            <span className={state === 'failed' ? 'drumbeat-late' : 'drumbeat-muted'}>
              {state === 'made' && bytes !== null
                ? say('media:made', { height: String(height), size: Math.ceil(bytes / 1_000), width: String(width) })
                : (error ?? say(`media:${state === 'not-made' ? 'notMade' : 'making'}`))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
