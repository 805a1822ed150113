'use client'

import { useDocumentInfo, useFormFields } from '@payloadcms/ui'

import { useMayPlan } from '../post/useMayPlan.ts'
import { Occurrences } from './Occurrences.tsx'

/** The list of occurrences on a schedule's own page; of what is saved, not of what is being typed. */
export function OccurrencesField() {
  const { data, id } = useDocumentInfo()
  const state = useFormFields(([fields]) => fields['state']?.initialValue)
  const mayPlan = useMayPlan()
  const saved = (data ?? {}) as { publishAt?: string; publishAt_tz?: string; recurrence?: string | null }

  if (id === undefined || !saved.recurrence || saved.publishAt === undefined) {
    return null
  }

  return (
    <Occurrences
      mayAct={mayPlan && state !== 'done' && state !== 'cancelled'}
      onDone={() => window.location.reload()}
      scheduleId={String(id)}
      timing={{ publishAt: saved.publishAt, recurrence: saved.recurrence, timeZone: saved.publishAt_tz ?? 'UTC' }}
    />
  )
}
