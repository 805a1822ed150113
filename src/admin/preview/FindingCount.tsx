'use client'

import { Pill } from '@payloadcms/ui'

import type { Finding } from '../../domain/channelAdapter.ts'
import { useText } from '../text/useText.ts'

/** How many findings a channel has, red where one of them keeps the post back. */
export function FindingCount({ findings }: { findings: readonly Finding[] }) {
  const { say } = useText()

  return findings.length === 0 ? null : (
    <Pill pillStyle={findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning'} size="small">
      {findings.length}
      <span className="drumbeat-visually-hidden">{say('preview:findings')}</span>
    </Pill>
  )
}
