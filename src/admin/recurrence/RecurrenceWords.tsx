'use client'

import { describeRecurrence } from '../../domain/recurrence/describeRecurrence.ts'
import { localTimeAt } from '../../domain/recurrence/localTime.ts'
import { useText } from '../text/useText.ts'

interface RecurrenceWordsProps {
  schedule: { publishAt: string; recurrence: string | null; timeZone: string }
}

/** When a schedule comes again, in plain words. */
export function RecurrenceWords({ schedule: { publishAt, recurrence, timeZone } }: RecurrenceWordsProps) {
  const { language } = useText()

  return (
    <span className="drumbeat-muted">
      {describeRecurrence({
        language: language.startsWith('zh') ? 'zh' : 'en',
        localTime: localTimeAt({ at: new Date(publishAt), timeZone }),
        recurrence,
      })}
    </span>
  )
}
