'use client'

import type { ScheduleState } from '../../domain/publication.ts'
import { findWayBack } from '../../domain/scheduleWayBack.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'

/** The states to which a schedule turns only after a question: what is armed would stop. */
export type AskedState = Extract<ScheduleState, 'cancelled' | 'paused' | 'planned'>

const ASKS: Record<AskedState, TextKey> = {
  cancelled: 'schedule:cancelAsk',
  paused: 'schedule:pauseAsk',
  planned: 'schedule:unarmAsk',
}

interface StateQuestionProps {
  channelCount: number
  isRepeating: boolean
  to: AskedState
  /** The state of now, where the act can be taken back afterwards. */
  undoTo?: ScheduleState
}

/** What becomes of a schedule by a change of its state: how far it reaches, what stops, and whether a way leads back. */
export function StateQuestion({ channelCount, isRepeating, to, undoTo }: StateQuestionProps) {
  const { say } = useText()

  return (
    <div className="drumbeat-question">
      <p>
        <strong>{say(isRepeating ? 'schedule:reachesAll' : 'schedule:reachesOnce', { count: channelCount })}</strong>
      </p>
      <p>{say(ASKS[to])}</p>
      {undoTo !== undefined && <p>{say(wayBackText({ from: undoTo, to }))}</p>}
    </div>
  )
}

function wayBackText(turn: { from: ScheduleState; to: AskedState }): TextKey {
  const way = findWayBack(turn)

  return way === null ? 'wayBack:none' : way.pinsNewest ? 'wayBack:newest' : 'wayBack:same'
}
