'use client'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { ScheduleState } from '../../domain/publication.ts'
import { Dialog } from '../elements/Dialog.tsx'
import { DialogActions } from '../elements/DialogActions.tsx'
import { type AskedState, StateQuestion } from '../post/StateQuestion.tsx'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'
import type { Moves } from './useMoves.ts'

/** A change of state that a person may make, and what it is called. */
export interface StateAct<To extends ScheduleState = ScheduleState> {
  done: TextKey
  from: ScheduleState
  label: TextKey
  to: To
}

interface TurnDialogProps {
  act: StateAct<AskedState>
  entry: CalendarEntry
  moves: Moves
  onClose: () => void
}

/** Asks before a schedule stops: all its occurrences, on all its channels. */
export function TurnDialog({ act: { done, from, label, to }, entry, moves, onClose }: TurnDialogProps) {
  const { say } = useText()

  return (
    <Dialog onClose={onClose} title={`${say(label)}: ${entry.title || '—'}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void moves.turn({ done: say(done), entry, from, to }).then((isDone) => isDone && onClose())
        }}
      >
        <StateQuestion channelCount={entry.channelCount} isRepeating={entry.isRepeating} to={to} undoTo={from} />
        <DialogActions isDisabled={moves.isBusy} label={say(label)} onClose={onClose} />
      </form>
    </Dialog>
  )
}
