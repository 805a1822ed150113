'use client'

import { useSyncExternalStore } from 'react'

const subscribe = (): (() => void) => () => undefined

/** The IANA zone of the person's device; until the browser has taken over, the zone that the server assumed. */
export const useViewerZone = (assumed = 'Asia/Shanghai'): string =>
  useSyncExternalStore(
    subscribe,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => assumed,
  )
