'use client'

import { useState } from 'react'

import type { CalendarChannel } from '../../calendar/readFilters.ts'
import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { OccurrenceScope } from '../../domain/occurrenceAct.ts'
import { Dialog } from '../elements/Dialog.tsx'
import { DialogActions } from '../elements/DialogActions.tsx'
import { instantOf, isSameClock, wallClockOf } from '../post/wallClock.ts'
import { WhenFields } from '../post/WhenFields.tsx'
import { ScopeChoice } from '../recurrence/ScopeChoice.tsx'
import { useText } from '../text/useText.ts'
import type { Wish } from './useMoves.ts'

interface MoveDialogProps {
  act: 'copy' | 'move'
  channels: readonly CalendarChannel[]
  entry: CalendarEntry
  isBusy: boolean
  onClose: () => void
  onDone: (wish: Wish) => Promise<boolean>
  /** The instant that is offered first. */
  to: string
}

/** Moves or copies one entry by the keyboard: day, time, zone, channel. */
export function MoveDialog({ act, channels, entry, isBusy, onClose, onDone, to }: MoveDialogProps) {
  const { say } = useText()
  const [when, setWhen] = useState(() => wallClockOf(to, entry.timeZone))
  const [channel, setChannel] = useState(entry.channel)
  const [scope, setScope] = useState<OccurrenceScope>('this')
  const isRepeat = act === 'move' && entry.isRepeating
  // Neither seconds nor the second coming of a doubled hour can be seen in the fields: what is not touched stays.
  const publishAt = isSameClock(when, wallClockOf(to, entry.timeZone)) ? to : instantOf(when)

  const save = async (): Promise<void> => {
    if (publishAt !== null) {
      const isDone = await onDone({
        publishAt,
        scope,
        timeZone: when.timeZone,
        ...(channel !== entry.channel || act === 'copy' ? { channel } : {}),
      })

      if (isDone) {
        onClose()
      }
    }
  }

  return (
    <Dialog
      onClose={onClose}
      title={say(act === 'move' ? 'calendar:moveTitle' : 'calendar:copyTitle', { title: entry.title || '—' })}
    >
      <form
        className="drumbeat-question"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <WhenFields onChange={setWhen} when={when} />
        {isRepeat ? (
          <ScopeChoice onChange={setScope} scope={scope} />
        ) : (
          <label className="drumbeat-field">
            {say('publication:channel')}
            <select onChange={({ target }) => setChannel(target.value)} value={channel}>
              {channels.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <DialogActions
          isDisabled={publishAt === null || isBusy}
          label={say(act === 'move' ? 'calendar:move' : 'calendar:copy')}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
