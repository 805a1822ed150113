'use client'

import { useAuth } from '@payloadcms/ui'

import { SCHEDULES } from '../../domain/slugs.ts'

/** Whether the person may change schedules, as Payload's own permissions say. */
export function useMayPlan(): boolean {
  const { permissions } = useAuth()

  return Boolean(permissions?.collections?.[SCHEDULES]?.update)
}
