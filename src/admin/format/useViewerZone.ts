'use client'

import { useConfig } from '@payloadcms/ui'
import { useSyncExternalStore } from 'react'

import { chosenTimeZone } from '../../domain/timeZone.ts'

const subscribe = (): (() => void) => () => undefined

/** The IANA zone of the person's device; until the browser has taken over, the zone that the server assumed. */
export function useViewerZone(assumed?: string): string {
  const chosen = useChosenZone()

  return useSyncExternalStore(
    subscribe,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => assumed ?? chosen,
  )
}

/** The zone that the installation was set up with. */
export const useChosenZone = (): string => chosenTimeZone(useConfig().config.admin.custom)
