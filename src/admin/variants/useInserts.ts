'use client'

import { useLocale } from '@payloadcms/ui'
import { useState } from 'react'

import { HASHTAG_SETS, SNIPPETS } from '../../domain/slugs.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'

interface ForChannels {
  /** Ids; none for every channel. */
  channels?: readonly string[] | null
  id: string
  name: string
}

export interface Snippet extends ForChannels {
  text: string
}

export interface HashtagSet extends ForChannels {
  topics: readonly string[]
}

export interface Inserts {
  hashtagSets: readonly HashtagSet[]
  snippets: readonly Snippet[]
}

const MOST = '200'

/** Snippets in the language of the form and hashtag sets, both for one channel; asked for when somebody wants them. */
export function useInserts(channelId: string): { inserts: Inserts; load: () => Promise<void> } {
  const { api } = useUrls()
  const { code: locale } = useLocale()
  const [inserts, setInserts] = useState<Inserts>({ hashtagSets: [], snippets: [] })

  const find = async <Doc extends ForChannels>(slug: string, where: Record<string, string>): Promise<Doc[]> => {
    const query = new URLSearchParams({ depth: '0', limit: MOST, sort: 'name', ...where })
    // Without them the menu still has the variables.
    const { docs } = await requestJson<{ docs: Doc[] }>(api(`/${slug}?${query.toString()}`)).catch(() => ({ docs: [] }))

    return docs.filter(({ channels }) => (channels ?? []).length === 0 || channels?.includes(channelId))
  }

  return {
    inserts,
    load: async () => {
      const [snippets, hashtagSets] = await Promise.all([
        find<Snippet>(SNIPPETS, { 'where[locale][equals]': locale }),
        find<HashtagSet>(HASHTAG_SETS, {}),
      ])

      setInserts({ hashtagSets, snippets })
    },
  }
}
