'use client'

import type { DefaultCellComponentProps } from 'payload'

import type { ScheduleState } from '../../domain/publication.ts'
import type { ScheduleTally } from '../../domain/scheduleTally.ts'
import { SchedulePill } from './SchedulePill.tsx'
import { ScheduleTallyLine } from './ScheduleTallyLine.tsx'

/** What a schedule asks for, and what became of it so far. */
export function ScheduleStateCell({ cellData, rowData }: DefaultCellComponentProps) {
  return (
    <div className="drumbeat-cell">
      {typeof cellData === 'string' && <SchedulePill state={cellData as ScheduleState} />}
      <ScheduleTallyLine tally={(rowData as { tally?: Partial<ScheduleTally> }).tally} />
    </div>
  )
}
