'use client'

import { Pill } from '@payloadcms/ui'

import type { PostStage } from '../../domain/content.ts'
import { useText } from '../text/useText.ts'

const styles = {
  approved: 'success',
  archived: 'light',
  draft: 'light-gray',
  'in-review': 'warning',
  rejected: 'error',
} as const

/** Where a post stands in its review. */
export function StagePill({ stage }: { stage: PostStage }) {
  const { say } = useText()

  return (
    <Pill pillStyle={styles[stage]} size="small">
      {say(`stage:${stage}`)}
    </Pill>
  )
}
