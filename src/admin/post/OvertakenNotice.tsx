'use client'

import { Button } from '@payloadcms/ui'

import type { ScheduleSummary } from '../data/postBoard.ts'
import { Instant } from '../elements/Instant.tsx'
import { RecurrenceWords } from '../recurrence/RecurrenceWords.tsx'
import { useText } from '../text/useText.ts'
import { SchedulePill } from './SchedulePill.tsx'

interface OvertakenNoticeProps {
  onKeep: () => void
  onTake: () => void
  /** The schedule as it stands now. */
  schedule: ScheduleSummary
}

/** Says that somebody else has changed the schedule, and how it stands now; asks what becomes of the changes in the form. */
export function OvertakenNotice({ onKeep, onTake, schedule }: OvertakenNoticeProps) {
  const { say } = useText()

  return (
    <div className="drumbeat-overtaken" role="alert">
      <p className="drumbeat-warning">{say('schedule:overtaken')}</p>
      <p className="drumbeat-row__where">
        <Instant at={schedule.publishAt} channelZone={schedule.timeZone} />
        <span>{schedule.channels.map(({ name }) => name).join(' · ')}</span>
        {schedule.recurrence !== null && <RecurrenceWords schedule={schedule} />}
        <SchedulePill state={schedule.state} />
      </p>
      <div className="drumbeat-actions">
        <Button buttonStyle="secondary" margin={false} onClick={onKeep} size="small" type="button">
          {say('schedule:keepMine')}
        </Button>
        <Button buttonStyle="subtle" margin={false} onClick={onTake} size="small" type="button">
          {say('schedule:takeNewest')}
        </Button>
      </div>
    </div>
  )
}
