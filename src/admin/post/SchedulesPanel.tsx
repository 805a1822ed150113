'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { PostBoard } from '../data/postBoard.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'
import { ScheduleForm } from './ScheduleForm.tsx'
import { ScheduleRow } from './ScheduleRow.tsx'
import { useMayPlan } from './useMayPlan.ts'

interface SchedulesPanelProps {
  board: PostBoard
  onDone: () => Promise<void>
  postId: string
}

/** When and where the post goes out: what is planned, and a form for more. */
export function SchedulesPanel({ board, onDone, postId }: SchedulesPanelProps) {
  const { say } = useText()
  const mayPlan = useMayPlan()
  const [isAdding, setIsAdding] = useState(false)

  return (
    <Section
      aside={
        mayPlan &&
        !isAdding && (
          <Button
            icon="plus"
            iconPosition="left"
            margin={false}
            onClick={() => setIsAdding(true)}
            size="small"
            type="button"
          >
            {say('schedule:add')}
          </Button>
        )
      }
      title={say('schedule:title')}
    >
      {isAdding && (
        <ScheduleForm
          board={board}
          onClose={() => setIsAdding(false)}
          onDone={async () => {
            setIsAdding(false)
            await onDone()
          }}
          postId={postId}
        />
      )}
      {board.schedules.length === 0 && !isAdding && <Empty>{say('empty:schedules')}</Empty>}
      <ul className="drumbeat-rows">
        {board.schedules.map((schedule) => (
          <li key={schedule.id}>
            <ScheduleRow board={board} onDone={onDone} postId={postId} schedule={schedule} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
