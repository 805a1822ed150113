'use client'

import { Pill } from '@payloadcms/ui'
import type { ComponentProps } from 'react'

import type { ProgressItem } from '../../domain/release/board.ts'
import type { ReleaseItemState } from '../../domain/release/release.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import { useText } from '../text/useText.ts'

const styles: Record<ReleaseItemState, NonNullable<ComponentProps<typeof Pill>['pillStyle']>> = {
  begun: 'light-gray',
  done: 'success',
  failed: 'error',
  skipped: 'light',
  waiting: 'white',
}

/** How an item stands, and how its taking back does. */
export function ItemState({ item: { state, undo } }: { item: ProgressItem }) {
  const { language, say } = useText()

  return (
    <>
      <Pill pillStyle={styles[state]} size="small">
        {state === 'begun' && <span aria-hidden className="drumbeat-state__pulse" />}
        {say(`releaseItem:${state}`)}
      </Pill>
      {undo.state !== 'none' && (
        <Pill pillStyle={undo.state === 'failed' ? 'error' : 'warning'} size="small">
          {say(`releaseUndo:${undo.state}`)}
        </Pill>
      )}
      {undo.error !== null && <span className="drumbeat-error">{sayReason(undo.error, language)}</span>}
    </>
  )
}
