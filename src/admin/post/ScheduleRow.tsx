'use client'

import { Button, ConfirmationModal, useModal } from '@payloadcms/ui'
import { useId, useState } from 'react'

import type { ScheduleState } from '../../domain/publication.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import type { PostBoard, ScheduleSummary } from '../data/postBoard.ts'
import { Occurrences } from '../recurrence/Occurrences.tsx'
import { RecurrenceWords } from '../recurrence/RecurrenceWords.tsx'
import { Instant } from '../elements/Instant.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { ScheduleForm } from './ScheduleForm.tsx'
import { SchedulePill } from './SchedulePill.tsx'
import { StateQuestion } from './StateQuestion.tsx'
import { ScheduleTallyLine } from './ScheduleTallyLine.tsx'
import { ScheduleWarnings } from './ScheduleWarnings.tsx'
import { useMayPlan } from './useMayPlan.ts'

interface ScheduleRowProps {
  board: PostBoard
  onDone: () => Promise<void>
  postId: string
  schedule: ScheduleSummary
}

/** One schedule, with arming, moving and cancelling where its state allows. */
export function ScheduleRow({ board, onDone, postId, schedule }: ScheduleRowProps) {
  const { say } = useText()
  const mayPlan = useMayPlan()
  const [isMoving, setIsMoving] = useState(false)
  const { isBusy, run } = useAct()
  const { api } = useUrls()
  const { openModal } = useModal()
  const modalSlug = `drumbeat-cancel-${useId()}`
  const { id, state } = schedule
  const isOpen = state === 'planned' || state === 'armed' || state === 'paused'

  const setState = async (next: ScheduleState, done: string): Promise<void> => {
    const json = { expectedUpdatedAt: schedule.updatedAt, state: next }

    await run(() => requestJson(api(`/${SCHEDULES}/${id}/edit`), { json, method: 'POST' }), done)
    await onDone()
  }

  if (isMoving) {
    return (
      <ScheduleForm
        board={board}
        onClose={() => setIsMoving(false)}
        onDone={async () => {
          setIsMoving(false)
          await onDone()
        }}
        onRefresh={onDone}
        postId={postId}
        schedule={schedule}
      />
    )
  }

  return (
    <div className="drumbeat-row drumbeat-row--schedule">
      <span className="drumbeat-row__when">
        <Instant at={schedule.publishAt} channelZone={schedule.timeZone} />
      </span>
      <span className="drumbeat-row__what">
        <span>{schedule.channels.map(({ name }) => name).join(' · ')}</span>
        {schedule.recurrence !== null && <RecurrenceWords schedule={schedule} />}
        <ScheduleWarnings warnings={schedule.warnings} />
        {schedule.unpublishAt !== null && (
          <span className="drumbeat-muted">
            {say('schedule:unpublishAt')} <Instant at={schedule.unpublishAt} channelZone={schedule.timeZone} />
          </span>
        )}
      </span>
      <span className="drumbeat-row__state">
        <SchedulePill state={state} />
        <ScheduleTallyLine tally={schedule.tally} />
      </span>
      {mayPlan && isOpen && (
        <div className="drumbeat-actions drumbeat-row__acts">
          {state !== 'armed' && (
            <Button
              disabled={isBusy}
              margin={false}
              onClick={() => void setState('armed', say('schedule:armed'))}
              size="small"
              type="button"
              {...(board.stage === 'approved' ? {} : { tooltip: say('schedule:needsApproval') })}
            >
              {say('schedule:arm')}
            </Button>
          )}
          <Button
            buttonStyle="secondary"
            disabled={isBusy}
            margin={false}
            onClick={() => setIsMoving(true)}
            size="small"
            type="button"
          >
            {say('schedule:reschedule')}
          </Button>
          <Button
            buttonStyle="subtle"
            disabled={isBusy}
            margin={false}
            onClick={() => openModal(modalSlug)}
            size="small"
            type="button"
          >
            {say('schedule:cancel')}
          </Button>
          <ConfirmationModal
            body={
              <StateQuestion
                channelCount={schedule.channels.length}
                isRepeating={schedule.recurrence !== null}
                to="cancelled"
              />
            }
            confirmLabel={say('schedule:cancel')}
            heading={say('schedule:cancel')}
            modalSlug={modalSlug}
            onConfirm={() => setState('cancelled', say('schedule:cancelled'))}
          />
        </div>
      )}
      {schedule.recurrence !== null && isOpen && (
        <details className="drumbeat-row__more">
          <summary>{say('occurrence:title')}</summary>
          <Occurrences
            mayAct={mayPlan}
            onDone={onDone}
            scheduleId={id}
            timing={{ publishAt: schedule.publishAt, recurrence: schedule.recurrence, timeZone: schedule.timeZone }}
          />
        </details>
      )}
    </div>
  )
}
