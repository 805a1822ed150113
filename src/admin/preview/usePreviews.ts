'use client'

import { useLocale } from '@payloadcms/ui'
import { useEffect, useEffectEvent, useState } from 'react'

import { POSTS } from '../../domain/slugs.ts'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import type { ChannelPreview } from './preview.ts'

export interface Previews {
  previews: ChannelPreview[] | null
  reasons: readonly string[]
  refresh: () => void
}

export interface UsePreviewsArgs {
  postId: string
  /** What stands in the form and is not saved yet; the last saved draft alone without it. */
  readForm?: (() => object) | undefined
}

/** Asks how the post would look on each channel, in the locale that the editor writes in. */
export function usePreviews({ postId, readForm }: UsePreviewsArgs): Previews {
  const { api } = useUrls()
  const { code: locale } = useLocale()
  const url = api(`/${POSTS}/${postId}/preview`)
  const [turn, setTurn] = useState(0)
  const [previews, setPreviews] = useState<ChannelPreview[] | null>(null)
  const [reasons, setReasons] = useState<readonly string[]>([])

  const readFormNow = useEffectEvent(() => readForm?.() ?? {})

  useEffect(() => {
    const control = new AbortController()

    requestJson<{ previews: ChannelPreview[] }>(url, {
      json: { data: readFormNow(), locale },
      method: 'POST',
      signal: control.signal,
    }).then(
      (answer) => {
        setPreviews(answer.previews)
        setReasons([])
      },
      (error: unknown) => {
        if (!control.signal.aborted) {
          setReasons(reasonsOf(error))
        }
      },
    )

    return () => control.abort()
  }, [locale, turn, url])

  return { previews, reasons, refresh: () => setTurn((last) => last + 1) }
}
