'use client'

import type { CalendarChannel } from '../../calendar/readFilters.ts'
import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import { CancelDialog } from './CancelDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import type { Moves } from './useMoves.ts'

interface ActDialogProps {
  act: 'cancel' | 'copy' | 'move'
  channels: readonly CalendarChannel[]
  entry: CalendarEntry
  moves: Moves
  onClose: () => void
  onMove: (entry: CalendarEntry) => void
  /** The instant that is offered first. */
  to: string
}

/** The question before an act on an entry. */
export function ActDialog({ act, channels, entry, moves, onClose, onMove, to }: ActDialogProps) {
  if (act === 'cancel') {
    return (
      <CancelDialog
        entry={entry}
        isBusy={moves.isBusy}
        onClose={onClose}
        onDone={(scope) => moves.cancel(entry, scope)}
      />
    )
  }

  return (
    <MoveDialog
      act={act}
      channels={channels}
      entry={entry}
      isBusy={moves.isBusy}
      onClose={onClose}
      onDone={(wish) => {
        onMove(entry)

        return moves[act](entry, wish)
      }}
      to={to}
    />
  )
}
