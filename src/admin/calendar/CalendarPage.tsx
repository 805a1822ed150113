'use client'

import type { CalendarApi } from '@fullcalendar/react'
import { SetStepNav, toast } from '@payloadcms/ui'
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'

import { type CalendarEntry, isMovable } from '../../domain/calendar/entry.ts'
import { DAY, MINUTE } from '../../domain/duration.ts'
import { Empty } from '../elements/Empty.tsx'
import { formatInstant, nameZone } from '../format/formatInstant.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import type { AskedState } from '../post/StateQuestion.tsx'
import { nextHour, wallClockOf } from '../post/wallClock.ts'
import { useMayPlan } from '../post/useMayPlan.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { ActDialog } from './ActDialog.tsx'
import { classesOf, type ColourMode, createHueOf } from './colours.ts'
import { CreateDialog, type Draft } from './CreateDialog.tsx'
import { type ChosenFilters, Filters, stateKey } from './Filters.tsx'
import { Legend } from './Legend.tsx'
import { SidePanel } from './SidePanel.tsx'
import { SubscribeDialog } from './SubscribeDialog.tsx'
import { Toolbar } from './Toolbar.tsx'
import { type StateAct, TurnDialog } from './TurnDialog.tsx'
import { useChoices } from './useChoices.ts'
import { useEntries } from './useEntries.ts'
import { useIsPhone } from './useIsPhone.ts'
import { useMoves, type Wish } from './useMoves.ts'
import { usePlacements } from './usePlacements.ts'
import { useOpenEntry } from './useOpenEntry.ts'
import { useRefocus } from './useRefocus.ts'
import { useUndoKey } from './useUndoKey.ts'
import type { CalendarViewName } from './views.ts'
import { instantOfGrid, isInSight, wallTimeOf } from './wallTime.ts'
import { gridZoneOf, type ZoneChoice, zoneOf } from './zoneChoice.ts'
import { ZoneSelect } from './ZoneSelect.tsx'

// Only this page pays for the grid.
const Board = lazy(() => import('./Board.tsx'))
const Tray = lazy(() => import('./Tray.tsx'))

type Question =
  | { act: 'cancel' | 'copy' | 'move'; entry: CalendarEntry; to?: string }
  | { draft: Draft }
  | { entry: CalendarEntry; turn: StateAct<AskedState> }
  | 'subscribe'
  | null

interface Range {
  from: Date
  title: string
  to: Date
}

/** The calendar: what stands in the plan and in the ledger, to look at and to move. */
export function CalendarPage() {
  const { language, say } = useText()
  const { api: apiUrl } = useUrls()
  const viewerZone = useViewerZone()
  const mayPlan = useMayPlan()
  const isPhone = useIsPhone()
  const choices = useChoices()
  const [chosenView, setView] = useState<CalendarViewName | null>(null)
  const [zone, setZone] = useState<ZoneChoice>('viewer')
  const [colourBy, setColourBy] = useState<ColourMode>('channel')
  const [filters, setFilters] = useState<ChosenFilters>({})
  const [range, setRange] = useState<Range | null>(null)
  const [question, setQuestion] = useState<Question>(null)
  const grid = useRef<CalendarApi | null>(null)
  const isDragging = useRef(false)
  const isPaused = useCallback(() => isDragging.current, [])
  const view = chosenView ?? (isPhone ? 'listWeek' : 'dayGridMonth')
  const { data, hasFailed, refresh } = useEntries(
    range === null ? null : apiUrl(`/schedules/calendar?${queryOf({ filters, language, range })}`),
    isPaused,
  )
  const moves = useMoves(refresh)
  const stored = useMemo(() => data?.entries ?? [], [data])
  const { entries, place } = usePlacements(stored)
  const opened = useOpenEntry(data === null ? null : entries)
  const open = opened.entry
  const hueOf = useMemo(() => createHueOf(choices.channels), [choices.channels])
  const gridZone = gridZoneOf({ choice: zone, viewerZone })
  const zoneOfEntry = useCallback(
    (entry: Pick<CalendarEntry, 'channel'>) =>
      zoneOf(entry, { channels: choices.channelById, choice: zone, viewerZone }),
    [choices.channelById, viewerZone, zone],
  )
  const wallTime = useCallback((entry: CalendarEntry) => wallTimeOf(entry.at, zoneOfEntry(entry)), [zoneOfEntry])
  const classesOfEntry = useCallback((entry: CalendarEntry) => classesOf(entry, { colourBy, hueOf }), [colourBy, hueOf])
  // More is asked for than is shown; see `queryOf`.
  const inSight = useMemo(
    () => (range === null ? [] : entries.filter((entry) => isInSight(wallTime(entry), range))),
    [entries, range, wallTime],
  )
  const channelName = (entry: CalendarEntry): string => choices.channelById.get(entry.channel)?.name ?? ''

  const refocus = useRefocus(stored)

  useUndoKey(moves.undo)

  const describe = (entry: CalendarEntry): string => {
    const timeZone = zoneOfEntry(entry)
    const on = formatInstant({ at: entry.at, form: 'day', language, timeZone })

    return [on, nameZone({ at: entry.at, language, timeZone }), say(stateKey(entry.state))].join(', ')
  }

  const wishFor = (entry: CalendarEntry, to: Date): Wish | null => {
    const publishAt = instantOfGrid(to, zoneOfEntry(entry))

    return publishAt === null ? null : { publishAt }
  }

  /** Whether an entry may be moved, by whatever hand; says why when it may not. */
  const mayMove = (entry: CalendarEntry): boolean => {
    if (!isMovable(entry)) {
      toast.error(say('calendar:refused'), { description: say('calendar:notMovable') })
    }

    return isMovable(entry)
  }

  const drop = (entry: CalendarEntry, wish: Wish): void => {
    const putBack = place(entry, wish.publishAt)

    void moves.move(entry, wish).then((isDone) => isDone || putBack())
  }

  /** Moves an entry to a place of the grid at once; of a repeat it is first asked how much of it is meant. */
  const moveBy = (entry: CalendarEntry, to: Date, moveNow: (entry: CalendarEntry, wish: Wish) => void): void => {
    const wish = wishFor(entry, to)

    if (wish === null || !mayMove(entry)) {
      return
    }

    if (entry.isRepeating) {
      setQuestion({ act: 'move', entry, to: wish.publishAt })
    } else {
      moveNow(entry, wish)
    }
  }

  const draftAt = (date: Date, hasTime: boolean): Draft => {
    const day = date.toISOString().slice(0, 10)
    const soon = nextHour(new Date(), gridZone)
    const time = hasTime ? date.toISOString().slice(11, 16) : day === soon.day ? soon.time : '10:00'

    return { post: null, when: { day, time, timeZone: gridZone } }
  }

  const close = (): void => {
    opened.close()
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-entry="${open?.id}"]`)?.focus())
  }

  return (
    <>
      <SetStepNav nav={[{ label: say('calendar:title') }]} />
      <h1 className="drumbeat-visually-hidden">{say('calendar:title')}</h1>
      <Toolbar
        colourBy={colourBy}
        isPhone={isPhone}
        mayPlan={mayPlan}
        month={range === null ? '' : middleOf(range).toISOString().slice(0, 7)}
        onColourBy={setColourBy}
        onCreate={() => setQuestion({ draft: { post: null, when: nextHour(new Date(), gridZone) } })}
        onGo={(to) => {
          if (typeof to === 'object') {
            grid.current?.gotoDate(`${to.month}-01`)
          } else {
            grid.current?.[to]()
          }
        }}
        onSubscribe={() => setQuestion('subscribe')}
        onView={(next) => {
          setView(next)
          grid.current?.changeView(next)
        }}
        title={range?.title ?? ''}
        view={view}
      />
      <div className="drumbeat-calendar-page__head">
        <Filters choices={choices} chosen={filters} onChange={setFilters} />
        <span className="drumbeat-calendar-page__spacer" />
        <ZoneSelect onZone={setZone} viewerZone={viewerZone} zone={zone} />
      </div>
      <p aria-live="polite" className="drumbeat-calendar-page__count drumbeat-muted" role="status">
        {hasFailed
          ? say('general:loadFailed')
          : data?.isTruncated === true
            ? say('calendar:truncated')
            : say('calendar:count', { count: inSight.length })}
      </p>
      <div className={`drumbeat-calendar-page__body${open === null ? '' : ' drumbeat-calendar-page__body--open'}`}>
        <Suspense fallback={<Empty>{say('general:loading')}</Empty>}>
          <div>
            <Board
              channelName={channelName}
              classesOf={classesOfEntry}
              describe={describe}
              entries={entries}
              firstDay={wallClockOf(new Date(), gridZone).day}
              key={`${isPhone}`}
              language={language}
              mayPlan={mayPlan}
              now={() => wallTimeOf(new Date().toISOString(), gridZone)}
              onApi={(api) => {
                grid.current = api
              }}
              onCopy={(entry, to) => {
                const wish = wishFor(entry, to)

                if (wish !== null) {
                  void moves.copy(entry, { ...wish, channel: entry.channel })
                }
              }}
              onCreate={(at, hasTime) => setQuestion({ draft: draftAt(at, hasTime) })}
              onDragging={(isMoving) => {
                isDragging.current = isMoving
              }}
              onDropPost={(id, title, at, hasTime) =>
                setQuestion({ draft: { ...draftAt(at, hasTime), post: { id, title } } })
              }
              onKey={(entry, act) => {
                if (act === 'copy' || mayMove(entry)) {
                  setQuestion({ act, entry })
                }
              }}
              onMove={(entry, to) => moveBy(entry, to, drop)}
              onNudge={(entry, minutes) => {
                const from = new Date(`${wallTime(entry)}Z`)

                moveBy(entry, new Date(from.getTime() + minutes * MINUTE), (moved, wish) => {
                  refocus(moved)
                  void moves.move(moved, wish)
                })
              }}
              onOpen={opened.open}
              onRange={(next) => setRange((last) => (isSameRange(last, next) ? last : next))}
              view={view}
              wallTimeOf={wallTime}
            />
            <Legend channels={choices.channels} colourBy={colourBy} />
            <p className="drumbeat-muted">{mayPlan && say('calendar:keys')}</p>
          </div>
          <div className="drumbeat-calendar-page__side">
            {open !== null && (
              <SidePanel
                choices={choices}
                entry={open}
                mayPlan={mayPlan}
                moves={moves}
                onAsk={(act) => setQuestion({ act, entry: open })}
                onClose={close}
                onDone={refresh}
                onMoveTo={(publishAt) => {
                  refocus(open)
                  void moves.move(open, { publishAt })
                }}
                opening={opened.opening}
                onTurn={(turn) => setQuestion({ entry: open, turn })}
              />
            )}
            {mayPlan && open === null && (
              <Tray onPlan={(post) => setQuestion({ draft: { post, when: nextHour(new Date(), gridZone) } })} />
            )}
          </div>
        </Suspense>
      </div>
      {question === 'subscribe' && <SubscribeDialog onClose={() => setQuestion(null)} />}
      {question !== null && question !== 'subscribe' && 'act' in question && (
        <ActDialog
          act={question.act}
          channels={choices.channels}
          entry={question.entry}
          moves={moves}
          onClose={() => setQuestion(null)}
          onMove={refocus}
          to={question.to ?? question.entry.at}
        />
      )}
      {question !== null && question !== 'subscribe' && 'turn' in question && (
        <TurnDialog act={question.turn} entry={question.entry} moves={moves} onClose={() => setQuestion(null)} />
      )}
      {question !== null && question !== 'subscribe' && 'draft' in question && (
        <CreateDialog
          channels={choices.channels}
          draft={question.draft}
          moves={moves}
          onClose={() => setQuestion(null)}
        />
      )}
    </>
  )
}

interface QueryArgs {
  filters: ChosenFilters
  language: string
  range: Range
}

/** A day more at both ends: the grid's days are those of any zone. */
const queryOf = ({ filters, language, range }: QueryArgs): string =>
  new URLSearchParams({
    from: new Date(range.from.getTime() - DAY).toISOString(),
    language,
    to: new Date(range.to.getTime() + DAY).toISOString(),
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')),
  }).toString()

const isSameRange = (one: Range | null, other: Range): boolean =>
  one?.title === other.title && one.from.getTime() === other.from.getTime() && one.to.getTime() === other.to.getTime()

const middleOf = ({ from, to }: Range): Date => new Date((from.getTime() + to.getTime()) / 2)
