'use client'

import { NavLink } from '../elements/NavLink.tsx'
import { useText } from '../text/useText.ts'
import { WORK_LIST_PATH, WORK_LIST_ROLES } from './workListAccess.ts'

export function WorkListNavLink() {
  const { say } = useText()

  return <NavLink id="late" label={say('worklist:nav')} path={WORK_LIST_PATH} roles={WORK_LIST_ROLES} />
}
