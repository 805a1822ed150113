'use client'

import { NavLink } from '../elements/NavLink.tsx'
import { useText } from '../text/useText.ts'
import { OPERATIONS_PATH, OPERATIONS_ROLES } from './operationsAccess.ts'

export function OperationsNavLink() {
  const { say } = useText()

  return <NavLink id="operations" label={say('ops:title')} path={OPERATIONS_PATH} roles={OPERATIONS_ROLES} />
}
