'use client'

import { Button } from '@payloadcms/ui'

import { type CalendarEntry, isMovable } from '../../domain/calendar/entry.ts'
import type { PublicationState, ScheduleState } from '../../domain/publication.ts'
import type { AskedState } from '../post/StateQuestion.tsx'
import { PublicationActions } from '../publications/PublicationActions.tsx'
import { useText } from '../text/useText.ts'
import type { StateAct } from './TurnDialog.tsx'
import type { Moves } from './useMoves.ts'

export interface EntryActionsProps {
  channel: string
  entry: CalendarEntry
  mayPlan: boolean
  moves: Moves
  onAsk: (act: 'cancel' | 'copy' | 'move') => void
  onDone: () => void
  /** Asks before the schedule stops. */
  onTurn: (act: StateAct<AskedState>) => void
}

type Act = Omit<StateAct<'armed' | AskedState>, 'from'>

const ARM: Act = { done: 'schedule:armed', label: 'schedule:arm', to: 'armed' }
const CANCEL: Act = { done: 'schedule:cancelled', label: 'schedule:cancel', to: 'cancelled' }
const PAUSE: Act = { done: 'calendar:paused', label: 'calendar:pause', to: 'paused' }
const UNARM: Act = { done: 'calendar:unarmed', label: 'calendar:unarm', to: 'planned' }

/** What can be done to the schedule behind an entry, by where the entry stands. */
const ACTS: Partial<Record<CalendarEntry['state'], readonly Act[]>> = {
  armed: [PAUSE, UNARM, CANCEL],
  paused: [ARM, UNARM, CANCEL],
  planned: [ARM, CANCEL],
}

/** The acts that fit an entry: on its schedule while it stands in the plan, on its publication once it is in the ledger. */
export function EntryActions({ channel, entry, mayPlan, moves, onAsk, onDone, onTurn }: EntryActionsProps) {
  const { say } = useText()
  const { isBusy } = moves
  const from = entry.state as ScheduleState
  const acts = ACTS[entry.state] ?? []

  // What only adds to what goes out is done at once.
  const turn = ({ done, label, to }: Act): void =>
    to === 'armed' ? void moves.turn({ done: say(done), entry, from, to }) : onTurn({ done, from, label, to })

  return (
    <>
      {mayPlan && (
        <div className="drumbeat-actions">
          {isMovable(entry) && (
            <Button
              buttonStyle="secondary"
              disabled={isBusy}
              margin={false}
              onClick={() => onAsk('move')}
              size="small"
              type="button"
            >
              {say('calendar:move')}
            </Button>
          )}
          <Button
            buttonStyle="secondary"
            disabled={isBusy}
            margin={false}
            onClick={() => onAsk('copy')}
            size="small"
            type="button"
          >
            {say('calendar:copy')}
          </Button>
          {entry.isRepeating && isMovable(entry) && (
            <Button
              buttonStyle="subtle"
              disabled={isBusy}
              margin={false}
              onClick={() => onAsk('cancel')}
              size="small"
              type="button"
            >
              {say('calendar:cancelOccurrence')}
            </Button>
          )}
          {acts.map((act) => (
            <Button
              buttonStyle={act.to === 'armed' ? 'primary' : 'subtle'}
              disabled={isBusy}
              key={act.to}
              margin={false}
              onClick={() => turn(act)}
              size="small"
              type="button"
            >
              {say(act.label)}
            </Button>
          ))}
        </div>
      )}
      {entry.publication !== null && (
        <PublicationActions
          onDone={onDone}
          publication={{
            channel: { name: channel },
            id: entry.publication,
            post: { title: entry.title },
            state: entry.state as PublicationState,
          }}
        />
      )}
    </>
  )
}
