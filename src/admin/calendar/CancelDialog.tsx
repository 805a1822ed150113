'use client'

import { useState } from 'react'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { OccurrenceScope } from '../../domain/occurrenceAct.ts'
import { Dialog } from '../elements/Dialog.tsx'
import { DialogActions } from '../elements/DialogActions.tsx'
import { ScopeChoice } from '../recurrence/ScopeChoice.tsx'
import { useText } from '../text/useText.ts'

interface CancelDialogProps {
  entry: CalendarEntry
  isBusy: boolean
  onClose: () => void
  onDone: (scope: OccurrenceScope) => Promise<boolean>
}

/** Leaves out one occurrence of a repeat, it and those after it, or all that are not out. */
export function CancelDialog({ entry, isBusy, onClose, onDone }: CancelDialogProps) {
  const { say } = useText()
  const [scope, setScope] = useState<OccurrenceScope>('this')

  return (
    <Dialog onClose={onClose} title={say('calendar:cancelTitle', { title: entry.title || '—' })}>
      <form
        className="drumbeat-question"
        onSubmit={(event) => {
          event.preventDefault()
          void onDone(scope).then((isDone) => isDone && onClose())
        }}
      >
        <p>{say('schedule:reachesOnce', { count: entry.channelCount })}</p>
        <ScopeChoice onChange={setScope} scope={scope} />
        <DialogActions
          isDisabled={isBusy}
          label={say('calendar:cancelOccurrence').replace('…', '')}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
