'use client'

import { useEffect, useState } from 'react'

import { POSTS } from '../../domain/slugs.ts'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import type { ChannelPreview } from './preview.ts'

export interface Previews {
  previews: ChannelPreview[] | null
  reasons: readonly string[]
  refresh: () => void
}

/** Asks how the last saved draft would look on each channel. */
export function usePreviews(postId: string): Previews {
  const { api } = useUrls()
  const url = api(`/${POSTS}/${postId}/preview`)
  const [turn, setTurn] = useState(0)
  const [previews, setPreviews] = useState<ChannelPreview[] | null>(null)
  const [reasons, setReasons] = useState<readonly string[]>([])

  useEffect(() => {
    const control = new AbortController()

    requestJson<{ previews: ChannelPreview[] }>(url, { json: {}, method: 'POST', signal: control.signal }).then(
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
  }, [turn, url])

  return { previews, reasons, refresh: () => setTurn((last) => last + 1) }
}
