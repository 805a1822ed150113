'use client'

import type { FixableFinding } from '../../domain/writing/channelPreview.ts'
import { FindingCount } from '../preview/FindingCount.tsx'
import { useText } from '../text/useText.ts'
import type { VariantState } from './variantState.ts'

interface TabBadgeProps {
  findings: readonly FixableFinding[]
  state: VariantState
}

/** Beside a channel's name: a dot where it has words of its own, and how many findings there are. */
export function TabBadge({ findings, state }: TabBadgeProps) {
  const { say } = useText()

  return (
    <>
      {state !== 'following' && (
        <span className={`drumbeat-tabs__dot drumbeat-tabs__dot--${state}`}>
          <span className="drumbeat-visually-hidden">{say(`variantState:${state}`)}</span>
        </span>
      )}
      <FindingCount findings={findings} />
    </>
  )
}
