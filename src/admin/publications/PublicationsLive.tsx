'use client'

import { useListQuery, useRouteCache } from '@payloadcms/ui'
import { useEffect, useRef } from 'react'

import { PUBLICATIONS } from '../../domain/slugs.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'

interface Shown {
  id: string
  state: string
  updatedAt: string
}

/** Reads the list of publications anew as soon as one that it shows has changed; while nothing changes it asks one small question. */
export function PublicationsLive() {
  const { data: list } = useListQuery()
  const { clearRouteCache } = useRouteCache()
  const { api } = useUrls()
  const shown = (list?.docs ?? []) as unknown as Shown[]
  const standing = revisionOf(shown)
  const ids = shown.map(({ id }) => id)
  const query = new URLSearchParams({
    depth: '0',
    limit: String(ids.length),
    pagination: 'false',
    'select[state]': 'true',
    'select[updatedAt]': 'true',
    'where[id][in]': ids.join(','),
  })
  const url = ids.length === 0 ? null : api(`/${PUBLICATIONS}?${query.toString()}`)
  const { data } = usePolled<{ docs: Shown[] }>({ url })
  const found = data === null ? null : revisionOf(data.docs)
  const refreshedFor = useRef<string | null>(null)

  useEffect(() => {
    if (found !== null && found !== standing && refreshedFor.current !== found) {
      refreshedFor.current = found
      clearRouteCache()
    }
  }, [clearRouteCache, found, standing])

  return null
}

/** What a person would see of a change, whatever the order. */
const revisionOf = (rows: readonly Shown[]): string =>
  rows
    .map(({ id, state, updatedAt }) => `${id} ${state} ${updatedAt}`)
    .sort()
    .join('\n')
