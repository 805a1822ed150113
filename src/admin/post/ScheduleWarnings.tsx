'use client'

import { useDocumentInfo } from '@payloadcms/ui'

import type { Reason } from '../../domain/errors.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import { useText } from '../text/useText.ts'

/** What a person should know of a schedule that is armed all the same. */
export function ScheduleWarnings({ warnings }: { warnings: readonly Reason[] }) {
  const { language } = useText()

  return warnings.map((warning, place) => (
    <p className="drumbeat-warning" key={`${warning.code} ${place}`}>
      {sayReason(warning, language)}
    </p>
  ))
}

/** The same on a schedule's own page; of what is saved, not of what is being typed. */
export function ScheduleWarningsField() {
  const { data } = useDocumentInfo()
  const warnings = data?.['warnings'] as readonly Reason[] | null | undefined

  return warnings === null || warnings === undefined || warnings.length === 0 ? null : (
    <div className="field-type drumbeat-warnings" role="status">
      <ScheduleWarnings warnings={warnings} />
    </div>
  )
}
