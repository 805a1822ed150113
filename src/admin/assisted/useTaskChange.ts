'use client'

import type { TaskChange } from '../../domain/assisted/task.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useText } from '../text/useText.ts'

/** Changes a task; says in a toast that it worked, or why not. */
export interface ChangeTask {
  isBusy: boolean
  send: (change: TaskChange) => Promise<void>
}

export function useTaskChange({ onDone, url }: { onDone: () => Promise<void>; url: string }): ChangeTask {
  const { isBusy, run } = useAct()
  const { say } = useText()

  return {
    isBusy,
    send: async (change) => {
      await run(() => requestJson(url, { json: change, method: 'PATCH' }), say('task:saved'))
      await onDone()
    },
  }
}
