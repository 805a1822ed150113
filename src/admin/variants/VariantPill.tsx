'use client'

import { Pill } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'
import type { VariantState } from './variantState.ts'

const styles = { following: 'light-gray', own: 'success', parted: 'warning' } as const

/** Whether a channel has words of its own, and whether the post has changed since. */
export function VariantPill({ state }: { state: VariantState }) {
  const { say } = useText()

  return (
    <Pill
      className={`drumbeat-variant__state drumbeat-variant__state--${state}`}
      pillStyle={styles[state]}
      size="small"
    >
      {say(`variantState:${state}`)}
    </Pill>
  )
}
