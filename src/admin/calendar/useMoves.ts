'use client'

import { useRef } from 'react'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import type { Reason } from '../../domain/errors.ts'
import type { OccurrenceScope } from '../../domain/occurrenceAct.ts'
import type { ScheduleState } from '../../domain/publication.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import { findWayBack } from '../../domain/scheduleWayBack.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { useUndo, type WayBack } from './useUndo.ts'

export interface Wish {
  channel?: string
  publishAt: string
  /** How much of a repeat is meant. */
  scope?: OccurrenceScope
  timeZone?: string
}

/** A schedule that a person wants, with the state that it gets. */
export interface Plan {
  channels: readonly string[]
  post: string
  publishAt: string
  publishAt_tz: string
  recurrence: string | null
  state: ScheduleState
}

interface Answer {
  doc: { id: string; state: ScheduleState; updatedAt: string; warnings?: Reason[] | null }
}

interface Moved extends Answer {
  previous: { publishAt: string; timeZone: string }
}

interface ActedOnRepeat extends Answer {
  following: Answer['doc'] | null
  previous: { publishAt: string; recurrence: string | null; state: ScheduleState; unpublishAt: string | null }
}

type Act = 'copy' | 'edit' | 'move' | 'occurrences' | 'restore'

export interface Moves {
  /** Leaves out occurrences of a repeat. */
  cancel: (entry: CalendarEntry, scope: OccurrenceScope) => Promise<boolean>
  copy: (entry: CalendarEntry, wish: Wish) => Promise<boolean>
  create: (plan: Plan) => Promise<boolean>
  isBusy: boolean
  /** True when it went through; a refusal has been told, with every reason. */
  move: (entry: CalendarEntry, wish: Wish) => Promise<boolean>
  /** Turns the schedule behind an entry, with all its occurrences and channels. */
  turn: (turn: Turn) => Promise<boolean>
  undo: () => void
}

/** A change of a schedule's state, and how that is told. */
export interface Turn {
  done: string
  /** By which the schedule is known as it was seen when the question was asked. */
  entry: Pick<CalendarEntry, 'schedule' | 'updatedAt'>
  from: ScheduleState
  to: ScheduleState
}

/** Makes, moves and copies entries, says how it went, and takes them back. */
export function useMoves(onChanged: () => void): Moves {
  const { language, say } = useText()
  const { api } = useUrls()
  const { isBusy, run, undo } = useUndo(onChanged)
  // What this person has just changed, they have seen, though the calendar may still show it as it was.
  const own = useRef(new Map<string, string>())

  const moveTexts = (done: 'calendar:copied' | 'calendar:moved') => ({
    done: say(done),
    failed: say('calendar:refused'),
  })

  const warningsOf = ({ state, warnings }: Answer['doc']): string[] =>
    state === 'armed' ? (warnings ?? []).map((warning) => sayReason(warning, language)) : []

  const noteOf = (notes: readonly string[]): Pick<WayBack, 'note'> =>
    notes.length === 0 ? {} : { note: notes.join('\n') }

  const post = async <Given extends Answer>(schedule: string, act: Act, json: object): Promise<Given> => {
    const answer = await requestJson<Given>(api(`/${SCHEDULES}/${schedule}/${act}`), { json, method: 'POST' })

    own.current.set(answer.doc.id, answer.doc.updatedAt)

    return answer
  }

  const turnTo = (schedule: string, json: { expectedUpdatedAt: string; state: ScheduleState }) =>
    post(schedule, 'edit', json)

  /** The way back from a state to which a schedule has been turned. */
  const turnBack = ({ doc, from }: { doc: Answer['doc']; from: ScheduleState }): WayBack | null => {
    const way = findWayBack({ from, to: doc.state })
    // What arming warns of, and what to know before it is taken back.
    const notes = [...warningsOf(doc), ...(way?.pinsNewest === true ? [say('wayBack:newest')] : [])]

    return way === null
      ? null
      : {
          ...noteOf(notes),
          takeBack: () => turnTo(doc.id, { expectedUpdatedAt: doc.updatedAt, state: from }),
        }
  }

  /** The way back from a schedule that was not there before. */
  const cancelNew = (doc: Answer['doc']): WayBack => ({
    ...noteOf(warningsOf(doc)),
    takeBack: () => turnTo(doc.id, { expectedUpdatedAt: doc.updatedAt, state: 'cancelled' }),
  })

  const actOnRepeat = async ({ occurrenceAt, schedule }: CalendarEntry, json: object): Promise<WayBack> => {
    const { doc, following, previous } = await post<ActedOnRepeat>(schedule, 'occurrences', { occurrenceAt, ...json })

    return {
      takeBack: () => post(schedule, 'restore', { ...previous, expectedUpdatedAt: doc.updatedAt, following }),
    }
  }

  return {
    cancel: (entry, scope) =>
      run(() => actOnRepeat(entry, { action: 'cancel', scope }), {
        done: say('calendar:occurrenceCancelled'),
        failed: say('general:failed'),
      }),
    copy: (entry, wish) =>
      run(async () => {
        const { doc } = await post(entry.schedule, 'copy', bodyOf(wish))

        return cancelNew(doc)
      }, moveTexts('calendar:copied')),
    create: (json) =>
      run(
        async () => {
          const { doc } = await requestJson<Answer>(api(`/${SCHEDULES}?depth=0`), { json, method: 'POST' })

          return cancelNew(doc)
        },
        { done: say('schedule:created'), failed: say('general:failed') },
      ),
    isBusy,
    move: (entry, wish) =>
      run(async () => {
        if (entry.isRepeating) {
          return actOnRepeat(entry, { action: 'move', scope: wish.scope ?? 'this', to: wish.publishAt })
        }

        const { doc, previous } = await post<Moved>(entry.schedule, 'move', {
          ...bodyOf(wish),
          expectedUpdatedAt: latestOf(entry.updatedAt, own.current.get(entry.schedule)),
          fromChannel: entry.channel,
        })

        return {
          ...noteOf(warningsOf(doc)),
          takeBack: () =>
            post(entry.schedule, 'move', {
              expectedUpdatedAt: doc.updatedAt,
              publishAt: previous.publishAt,
              publishAt_tz: previous.timeZone,
              ...(wish.channel !== undefined && { channel: entry.channel, fromChannel: wish.channel }),
            }),
        }
      }, moveTexts('calendar:moved')),
    turn: ({ done, entry: { schedule, updatedAt }, from, to }) =>
      run(
        async () => {
          const { doc } = await turnTo(schedule, {
            expectedUpdatedAt: latestOf(updatedAt, own.current.get(schedule)),
            state: to,
          })

          return turnBack({ doc, from })
        },
        { done, failed: say('general:failed') },
      ),
    undo,
  }
}

const latestOf = (shown: string, own = ''): string => (own > shown ? own : shown)

const bodyOf = ({ channel, publishAt, timeZone }: Wish): object => ({
  publishAt,
  ...(channel !== undefined && { channel }),
  ...(timeZone !== undefined && { publishAt_tz: timeZone }),
})
