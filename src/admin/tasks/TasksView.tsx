import type { AdminViewServerProps } from 'payload'

import { GuardedView } from '../elements/GuardedView.tsx'
import { sayIn } from '../text/sayIn.ts'
import { TASKS_PATH, TASKS_ROLES } from './tasksAccess.ts'
import { TasksPanel } from './TasksPanel.tsx'

/** What the person who signed in publishes by hand. */
export function TasksView(props: AdminViewServerProps) {
  const { req } = props.initPageResult

  return (
    <GuardedView path={TASKS_PATH} roles={TASKS_ROLES} title={sayIn(req.i18n)('tasks:title')} view={props}>
      {() => <TasksPanel />}
    </GuardedView>
  )
}
