'use client'

import { useSyncExternalStore } from 'react'

import { PHONE_QUERY } from './views.ts'

const subscribe = (listener: () => void): (() => void) => {
  const query = window.matchMedia(PHONE_QUERY)

  query.addEventListener('change', listener)

  return () => query.removeEventListener('change', listener)
}

/** Whether the screen is too narrow for a grid. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE_QUERY).matches,
    () => false,
  )
