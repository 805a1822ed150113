'use client'

import { Link } from '@payloadcms/ui'
import { usePathname } from 'next/navigation.js'

import { useRoles } from '../publications/useMayAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { CALENDAR_PATH } from './calendarPath.ts'

/** Stands first in the navigation: most days begin here. */
export function CalendarNavLink() {
  const { say } = useText()
  const { admin } = useUrls()
  const roles = useRoles()
  const href = admin(CALENDAR_PATH)
  const isHere = usePathname() === href

  if (roles.length === 0) {
    return null
  }

  return (
    <Link
      aria-current={isHere ? 'page' : undefined}
      className="nav__link"
      href={href}
      id="nav-drumbeat-calendar"
      prefetch={false}
    >
      {isHere && <div className="nav__link-indicator" />}
      <span className="nav__link-label">{say('calendar:nav')}</span>
    </Link>
  )
}
