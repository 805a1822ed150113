'use client'

import { Pill } from '@payloadcms/ui'
import type { ComponentProps } from 'react'

import type { PublicationState } from '../../domain/publication.ts'
import { useText } from '../text/useText.ts'

const styles: Record<PublicationState, NonNullable<ComponentProps<typeof Pill>['pillStyle']>> = {
  armed: 'light-gray',
  'awaiting-operator': 'warning',
  blocked: 'warning',
  cancelled: 'light',
  claimed: 'light-gray',
  failed: 'error',
  missed: 'error',
  published: 'success',
  sending: 'light-gray',
  unconfirmed: 'warning',
  withdrawn: 'light',
}

/** The state of a publication in its colour and in words; moves while something is in flight. */
export function StatePill({ state }: { state: PublicationState }) {
  const { say } = useText()
  const isMoving = state === 'claimed' || state === 'sending'

  return (
    <Pill className={`drumbeat-state drumbeat-state--${state}`} pillStyle={styles[state]} size="small">
      {isMoving && <span aria-hidden className="drumbeat-state__pulse" />}
      {say(`state:${state}`)}
    </Pill>
  )
}
