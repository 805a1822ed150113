'use client'

import { NavLink } from '../elements/NavLink.tsx'
import { useText } from '../text/useText.ts'
import { IMPORT_PATH, IMPORT_ROLES } from './importAccess.ts'

/** Stands above the collections in the navigation, for those who may import. */
export function ImportNavLink() {
  const { say } = useText()

  return <NavLink id="import" label={say('import:nav')} path={IMPORT_PATH} roles={IMPORT_ROLES} />
}
