'use client'

import { Pill } from '@payloadcms/ui'

import type { ChannelMode } from '../../domain/channelAdapter.ts'
import { useText } from '../text/useText.ts'

const styles = { live: 'success', paused: 'light', rehearsal: 'warning' } as const

/** Whether a channel is live; rehearsal is never left unsaid. */
export function ModePill({ mode }: { mode: ChannelMode }) {
  const { say } = useText()

  return (
    <span title={say(`modeHelp:${mode}`)}>
      <Pill pillStyle={styles[mode]} size="small">
        {say(`mode:${mode}`)}
      </Pill>
    </span>
  )
}
