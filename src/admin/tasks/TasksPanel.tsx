'use client'

import { useState } from 'react'

import { SECOND } from '../../domain/duration.ts'
import type { TaskList } from '../data/taskList.ts'
import { Empty } from '../elements/Empty.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { TaskRow } from './TaskRow.tsx'

const CHOICES = ['mine', 'all'] as const

/** One's own tasks, or those of all: what is late first. */
export function TasksPanel() {
  const { language, say } = useText()
  const { api } = useUrls()
  const [whose, setWhose] = useState<(typeof CHOICES)[number]>('mine')
  const { data, hasFailed } = usePolled<TaskList>({
    intervalMs: 10 * SECOND,
    url: api(`/drumbeat/tasks?language=${language}&whose=${whose}`),
  })

  return (
    <>
      <p className="drumbeat-muted">{say('tasks:help')}</p>
      <div aria-label={say('tasks:whose')} className="drumbeat-tasks__whose" role="radiogroup">
        {CHOICES.map((choice) => (
          <label key={choice}>
            <input
              checked={whose === choice}
              name="whose"
              onChange={() => setWhose(choice)}
              type="radio"
              value={choice}
            />
            {say(`tasks:${choice}`)}
          </label>
        ))}
      </div>
      <div aria-live="polite">
        {data === null && <Empty>{say(hasFailed ? 'tasks:failed' : 'task:loading')}</Empty>}
        {data?.tasks.length === 0 && (
          <Empty>
            {say(whose === 'mine' && data.count > 0 ? 'tasks:noneOfMine' : 'tasks:none', { count: data.count })}
          </Empty>
        )}
      </div>
      {data !== null && data.tasks.length > 0 && (
        <ul className="drumbeat-rows drumbeat-tasks">
          {data.tasks.map((task) => (
            <li key={task.id}>
              <TaskRow now={data.now} task={task} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
