'use client'

import type { TaskView } from '../../domain/assisted/task.ts'
import { useText } from '../text/useText.ts'
import type { ChangeTask } from './useTaskChange.ts'

/** Whose task it is. */
export function AssigneeField({ change, task }: { change: ChangeTask; task: TaskView }) {
  const { say } = useText()

  return (
    <label className="drumbeat-field">
      {say('task:assignee')}
      <select
        disabled={change.isBusy}
        onChange={(event) => void change.send({ assignee: event.target.value || null })}
        value={task.assignee ?? ''}
      >
        <option value="">{say('task:nobody')}</option>
        {task.operators.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
