'use client'

import { NavLink } from '../elements/NavLink.tsx'
import { useText } from '../text/useText.ts'
import { TASKS_PATH, TASKS_ROLES } from './tasksAccess.ts'

export function TasksNavLink() {
  const { say } = useText()

  return <NavLink id="tasks" label={say('tasks:title')} path={TASKS_PATH} roles={TASKS_ROLES} />
}
