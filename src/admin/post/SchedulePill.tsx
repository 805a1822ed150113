'use client'

import { Pill } from '@payloadcms/ui'

import type { ScheduleState } from '../../domain/publication.ts'
import { useText } from '../text/useText.ts'

const styles = {
  armed: 'light-gray',
  cancelled: 'light',
  done: 'success',
  paused: 'warning',
  planned: 'white',
} as const

export function SchedulePill({ state }: { state: ScheduleState }) {
  const { say } = useText()

  return (
    <Pill pillStyle={styles[state]} size="small">
      {say(`scheduleState:${state}`)}
    </Pill>
  )
}
