'use client'

import { useLocale } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import { POSTS } from '../../domain/slugs.ts'
import type { ChannelPreview } from '../../domain/writing/channelPreview.ts'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'

export interface Previews {
  /** The form that the previews were made of; empty where there is none. */
  asked: PreviewForm
  /** True while what is shown is older than what was last looked at. */
  isBehind: boolean
  /** Looks at the form again; one that is as it was asks nothing. */
  look: () => void
  /** Null until the first answer. */
  previews: readonly ChannelPreview[] | null
  reasons: readonly string[]
  /** Looks again and asks in any case: what stands in the database may have changed. */
  refresh: () => void
}

export type PreviewForm = Readonly<Record<string, unknown>>

export interface UsePreviewsArgs {
  postId: string
  /** What stands in the form and is not saved yet; the last saved draft alone without it. */
  readForm?: (() => object) | undefined
}

interface Answer {
  key: string
  form: string
  previews: readonly ChannelPreview[]
}

/**
 * Asks how the post would look on each channel, in the locale that the editor writes in.
 *
 * What was last answered stays while a new question is under way, and a question that is out of date is given up.
 */
export function usePreviews({ postId, readForm }: UsePreviewsArgs): Previews {
  const { api } = useUrls()
  const { code: locale } = useLocale()
  const url = api(`/${POSTS}/${postId}/preview`)
  const read = (): string => JSON.stringify(readForm?.() ?? {})
  const [form, setForm] = useState(read)
  const [turn, setTurn] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [reasons, setReasons] = useState<readonly string[]>([])
  const key = [turn, locale, url, form].join('\n')

  useEffect(() => {
    const control = new AbortController()

    requestJson<{ previews: ChannelPreview[] }>(url, {
      json: { data: JSON.parse(form) as PreviewForm, locale },
      method: 'POST',
      signal: control.signal,
    }).then(
      ({ previews }) => {
        setAnswer({ key, form, previews })
        setReasons([])
      },
      (error: unknown) => {
        if (!control.signal.aborted) {
          setReasons(reasonsOf(error))
        }
      },
    )

    return () => control.abort()
  }, [form, key, locale, url])

  return {
    asked: answer === null ? {} : (JSON.parse(answer.form) as PreviewForm),
    isBehind: answer?.key !== key,
    look: () => setForm(read()),
    previews: answer?.previews ?? null,
    reasons,
    refresh: () => {
      setForm(read())
      setTurn((last) => last + 1)
    },
  }
}
