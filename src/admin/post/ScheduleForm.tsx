'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { ScheduleState } from '../../domain/publication.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import type { PostBoard, ScheduleSummary } from '../data/postBoard.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { RecurrenceFields } from '../recurrence/RecurrenceFields.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { ScheduleFindings } from '../rhythm/ScheduleFindings.tsx'
import { useText } from '../text/useText.ts'
import { ChannelChoice } from './ChannelChoice.tsx'
import { instantOf, nextHour, wallClockOf } from './wallClock.ts'
import { WhenFields } from './WhenFields.tsx'

interface ScheduleFormProps {
  board: PostBoard
  onClose: () => void
  onDone: () => Promise<void>
  postId: string
  /** The schedule to move; absent for a new one. */
  schedule?: ScheduleSummary
}

/** Plans a post: channels, wall clock and zone; saved as planned, armed, or sent at once. */
export function ScheduleForm({ board, onClose, onDone, postId, schedule }: ScheduleFormProps) {
  const { say } = useText()
  const viewerZone = useViewerZone()
  const { isBusy, run } = useAct()
  const { api } = useUrls()
  const [channelIds, setChannelIds] = useState(schedule?.channels.map(({ id }) => id) ?? [])
  const [when, setWhen] = useState(() =>
    schedule === undefined ? nextHour(new Date(), viewerZone) : wallClockOf(schedule.publishAt, schedule.timeZone),
  )
  const [recurrence, setRecurrence] = useState(schedule?.recurrence ?? null)
  const publishAt = instantOf(when)
  const isComplete = publishAt !== null && channelIds.length > 0
  const isApproved = board.stage === 'approved'

  const save = async (wish: { publishNow?: true; state?: ScheduleState }, done: string): Promise<void> => {
    const plan = { channels: channelIds, post: postId, publishAt, publishAt_tz: when.timeZone, recurrence, ...wish }
    const isSaved = await run(
      () =>
        schedule === undefined
          ? requestJson(api(`/${SCHEDULES}?depth=0`), { json: plan, method: 'POST' })
          : requestJson(api(`/${SCHEDULES}/${schedule.id}?depth=0`), { json: plan, method: 'PATCH' }),
      done,
    )

    if (isSaved) {
      await onDone()
    }
  }

  const queue = async (channels: readonly string[]): Promise<void> => {
    const isQueued = await run(
      () => requestJson(api(`/${SCHEDULES}/queue`), { json: { channels, post: postId }, method: 'POST' }),
      say('queue:added'),
    )

    if (isQueued) {
      await onDone()
    }
  }

  return (
    <form
      className="drumbeat-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save(
          schedule === undefined ? { state: 'planned' } : {},
          say(schedule ? 'schedule:rescheduled' : 'schedule:created'),
        )
      }}
    >
      <ChannelChoice channels={board.channels} chosen={channelIds} onChange={setChannelIds} />
      <WhenFields onChange={setWhen} when={when} />
      <RecurrenceFields
        onChange={setRecurrence}
        publishAt={publishAt}
        recurrence={recurrence}
        timeZone={when.timeZone}
      />
      <ScheduleFindings
        onDropChannel={(id) => setChannelIds(channelIds.filter((each) => each !== id))}
        onMove={(at) => setWhen(wallClockOf(at, when.timeZone))}
        plan={{
          channels: channelIds,
          post: postId,
          publishAt,
          publishAt_tz: when.timeZone,
          recurrence,
          ...(schedule === undefined ? {} : { onQuiet: schedule.onQuiet, schedule: schedule.id }),
        }}
        {...(schedule === undefined && isApproved ? { onQueue: (id: string) => void queue([id]) } : {})}
      />
      <div className="drumbeat-actions">
        {schedule === undefined ? (
          <>
            <Button
              disabled={!isComplete || !isApproved || isBusy}
              margin={false}
              onClick={() => void save({ state: 'armed' }, say('schedule:created'))}
              size="small"
              type="button"
            >
              {say('schedule:armNow')}
            </Button>
            <Button
              buttonStyle="secondary"
              disabled={channelIds.length === 0 || !isApproved || isBusy}
              margin={false}
              onClick={() => void queue(channelIds)}
              size="small"
              type="button"
            >
              {say('queue:add')}
            </Button>
            <Button buttonStyle="secondary" disabled={!isComplete || isBusy} margin={false} size="small" type="submit">
              {say('schedule:plan')}
            </Button>
            <Button
              buttonStyle="secondary"
              disabled={channelIds.length === 0 || !isApproved || isBusy || recurrence !== null}
              margin={false}
              onClick={() => void save({ publishNow: true }, say('actionDone:publish-now'))}
              size="small"
              type="button"
            >
              {say('action:publish-now')}
            </Button>
          </>
        ) : (
          <Button disabled={!isComplete || isBusy} margin={false} size="small" type="submit">
            {say('schedule:save')}
          </Button>
        )}
        <Button buttonStyle="subtle" margin={false} onClick={onClose} size="small" type="button">
          {say('general:close')}
        </Button>
      </div>
      <p className="drumbeat-muted">{say(isApproved ? 'schedule:armHelp' : 'schedule:needsApproval')}</p>
    </form>
  )
}
