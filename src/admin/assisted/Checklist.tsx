'use client'

import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'
import type { ChangeTask } from './useTaskChange.ts'

interface ChecklistProps {
  change: ChangeTask
  done: readonly number[]
  steps: readonly string[]
}

/** What to do, in order; ticks are kept with the task, so that one may go on from another phone. */
export function Checklist({ change, done, steps }: ChecklistProps) {
  const { say } = useText()
  const tick = (step: number): Promise<void> =>
    change.send({ done: done.includes(step) ? done.filter((other) => other !== step) : [...done, step] })

  return (
    <Section
      aside={<span className="drumbeat-muted">{`${done.length} / ${steps.length}`}</span>}
      title={say('task:checklist')}
    >
      <ol className="drumbeat-task__steps">
        {steps.map((step, index) => (
          <li key={step}>
            <label>
              <input
                checked={done.includes(index)}
                disabled={change.isBusy}
                onChange={() => void tick(index)}
                type="checkbox"
              />
              <span>{step}</span>
            </label>
          </li>
        ))}
      </ol>
    </Section>
  )
}
