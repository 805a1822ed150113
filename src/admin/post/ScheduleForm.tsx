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
import { OvertakenNotice } from './OvertakenNotice.tsx'
import { changesOf, draftOf, instantOfDraft, isSamePlan, type PlanDraft, rebaseDraft } from './planDraft.ts'
import { nextHour, wallClockOf } from './wallClock.ts'
import { WhenFields } from './WhenFields.tsx'

interface ScheduleFormProps {
  board: PostBoard
  onClose: () => void
  onDone: () => Promise<void>
  /** Asks anew how the schedule stands. */
  onRefresh?: () => Promise<void>
  postId: string
  /** The schedule to move; absent for a new one. */
  schedule?: ScheduleSummary
}

/** Plans a post: channels, wall clock and zone; saved as planned, armed, or sent at once. */
export function ScheduleForm({ board, onClose, onDone, onRefresh, postId, schedule }: ScheduleFormProps) {
  const { say } = useText()
  const viewerZone = useViewerZone()
  const { isBusy, run } = useAct()
  const { api } = useUrls()
  // How the schedule stood when the person last looked: what they see is what their changes are made to.
  const [seen, setSeen] = useState(schedule)
  const [draft, setDraft] = useState<PlanDraft>(() =>
    schedule === undefined
      ? { channelIds: [], recurrence: null, when: nextHour(new Date(), viewerZone) }
      : draftOf(schedule),
  )
  const isOvertaken = schedule !== undefined && seen !== undefined && !isSamePlan(seen, schedule)
  const { channelIds, recurrence, when } = draft
  const change = (changes: Partial<PlanDraft>): void => setDraft((last) => ({ ...last, ...changes }))
  const publishAt = instantOfDraft(draft, seen)
  const isComplete = publishAt !== null && channelIds.length > 0
  const isApproved = board.stage === 'approved'

  const create = async (wish: { publishNow?: true; state?: ScheduleState }, done: string): Promise<void> => {
    const plan = { channels: channelIds, post: postId, publishAt, publishAt_tz: when.timeZone, recurrence, ...wish }

    if (await run(() => requestJson(api(`/${SCHEDULES}?depth=0`), { json: plan, method: 'POST' }), done)) {
      await onDone()
    }
  }

  const save = async (stands: ScheduleSummary): Promise<void> => {
    const from = isOvertaken && seen !== undefined ? seen : stands
    const changes = changesOf(draft, from)

    if (Object.keys(changes).length === 0) {
      onClose()

      return
    }

    const json = { ...changes, expectedUpdatedAt: from.updatedAt }
    const isSaved = await run(
      () => requestJson(api(`/${SCHEDULES}/${stands.id}/edit`), { json, method: 'POST' }),
      say('schedule:rescheduled'),
    )

    // Refused is what somebody else was faster with; how that stands is shown.
    await (isSaved ? onDone() : onRefresh?.())
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
        void (schedule === undefined ? create({ state: 'planned' }, say('schedule:created')) : save(schedule))
      }}
    >
      {schedule !== undefined && seen !== undefined && isOvertaken && (
        <OvertakenNotice
          onKeep={() => {
            setDraft(rebaseDraft({ draft, seen, stands: schedule }))
            setSeen(schedule)
          }}
          onTake={() => {
            setDraft(draftOf(schedule))
            setSeen(schedule)
          }}
          schedule={schedule}
        />
      )}
      <ChannelChoice channels={board.channels} chosen={channelIds} onChange={(ids) => change({ channelIds: ids })} />
      <WhenFields onChange={(clock) => change({ when: clock })} when={when} />
      <RecurrenceFields
        onChange={(rule) => change({ recurrence: rule })}
        publishAt={publishAt}
        recurrence={recurrence}
        timeZone={when.timeZone}
      />
      <ScheduleFindings
        onDropChannel={(id) => change({ channelIds: channelIds.filter((each) => each !== id) })}
        onMove={(at) => change({ when: wallClockOf(at, when.timeZone) })}
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
              onClick={() => void create({ state: 'armed' }, say('schedule:created'))}
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
              onClick={() => void create({ publishNow: true }, say('actionDone:publish-now'))}
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
