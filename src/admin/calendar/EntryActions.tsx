'use client'

import { Button } from '@payloadcms/ui'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { PublicationState, ScheduleState } from '../../domain/publication.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import { PublicationActions } from '../publications/PublicationActions.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'

export interface EntryActionsProps {
  channel: string
  entry: CalendarEntry
  mayPlan: boolean
  onAsk: (act: 'cancel' | 'copy' | 'move') => void
  onDone: () => void
}

type StateAct = [state: ScheduleState, label: TextKey, done: TextKey]

const ARM: StateAct = ['armed', 'schedule:arm', 'schedule:armed']
const CANCEL: StateAct = ['cancelled', 'schedule:cancel', 'schedule:cancelled']
const PAUSE: StateAct = ['paused', 'calendar:pause', 'calendar:paused']
const UNARM: StateAct = ['planned', 'calendar:unarm', 'calendar:unarmed']

/** What can be done to the schedule behind an entry, by where the entry stands. */
const ACTS: Partial<Record<CalendarEntry['state'], readonly StateAct[]>> = {
  armed: [PAUSE, UNARM, CANCEL],
  paused: [ARM, UNARM, CANCEL],
  planned: [ARM, CANCEL],
}

/** The acts that fit an entry: on its schedule while it stands in the plan, on its publication once it is in the ledger. */
export function EntryActions({ channel, entry, mayPlan, onAsk, onDone }: EntryActionsProps) {
  const { say } = useText()
  const { api } = useUrls()
  const { isBusy, run } = useAct()
  const acts = ACTS[entry.state] ?? []

  const setState = async (state: ScheduleState, done: string): Promise<void> => {
    await run(
      () => requestJson(api(`/${SCHEDULES}/${entry.schedule}?depth=0`), { json: { state }, method: 'PATCH' }),
      done,
    )
    onDone()
  }

  return (
    <>
      {mayPlan && (
        <div className="drumbeat-actions">
          {acts.length > 0 && (
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
          {entry.isRepeating && acts.length > 0 && (
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
          {acts.map(([state, label, done]) => (
            <Button
              buttonStyle={state === 'armed' ? 'primary' : 'subtle'}
              disabled={isBusy}
              key={state}
              margin={false}
              onClick={() => void setState(state, say(done))}
              size="small"
              type="button"
            >
              {say(label)}
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
