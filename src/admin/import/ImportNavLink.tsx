'use client'

import { Link } from '@payloadcms/ui'
import { usePathname } from 'next/navigation.js'

import { useRoles } from '../publications/useMayAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { IMPORT_PATH, IMPORT_ROLES } from './importAccess.ts'

/** Stands above the collections in the navigation, for those who may import. */
export function ImportNavLink() {
  const { say } = useText()
  const { admin } = useUrls()
  const roles = useRoles()
  const href = admin(IMPORT_PATH)
  const isHere = usePathname() === href

  if (!IMPORT_ROLES.some((role) => roles.includes(role))) {
    return null
  }

  return (
    <Link
      aria-current={isHere ? 'page' : undefined}
      className="nav__link"
      href={href}
      id="nav-drumbeat-import"
      prefetch={false}
    >
      {isHere && <div className="nav__link-indicator" />}
      <span className="nav__link-label">{say('import:nav')}</span>
    </Link>
  )
}
