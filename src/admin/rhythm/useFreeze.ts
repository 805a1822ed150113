'use client'

import { useAuth } from '@payloadcms/ui'

import { SECOND } from '../../domain/duration.ts'
import { OPERATIONS } from '../../domain/slugs.ts'
import { type Polled, usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'

export interface Freeze {
  by?: { email?: string; name?: string } | null
  frozen?: boolean | null
  reason?: null | string
  since?: null | string
}

/** Whether everything is frozen, fresh every few seconds; nobody is asked before somebody has signed in. */
export function useFreeze(): Polled<Freeze> {
  const { user } = useAuth()
  const { api } = useUrls()

  return usePolled<Freeze>({ intervalMs: 8 * SECOND, url: user ? api(`/globals/${OPERATIONS}?depth=1`) : null })
}
