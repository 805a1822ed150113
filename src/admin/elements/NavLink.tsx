'use client'

import { Link } from '@payloadcms/ui'
import { usePathname } from 'next/navigation.js'

import type { Role } from '../../domain/roles.ts'
import { useRoles } from '../publications/useMayAct.ts'
import { useUrls } from '../requests/useUrls.ts'

interface NavLinkProps {
  id: string
  label: string
  path: `/${string}`
  roles: readonly Role[]
}

/** A view of ours above the collections in the navigation, for the roles that may open it. */
export function NavLink({ id, label, path, roles }: NavLinkProps) {
  const { admin } = useUrls()
  const own = useRoles()
  const href = admin(path)
  const isHere = usePathname() === href

  if (!roles.some((role) => own.includes(role))) {
    return null
  }

  return (
    <Link
      aria-current={isHere ? 'page' : undefined}
      className="nav__link"
      href={href}
      id={`nav-drumbeat-${id}`}
      prefetch={false}
    >
      {isHere && <div className="nav__link-indicator" />}
      <span className="nav__link-label">{label}</span>
    </Link>
  )
}
