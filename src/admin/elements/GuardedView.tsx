import { Gutter } from '@payloadcms/ui'
import { redirect } from 'next/navigation.js'
import type { AdminViewServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'
import type { ReactNode } from 'react'

import { hasRole } from '../../access/people.ts'
import type { Role } from '../../domain/roles.ts'
import { sayIn } from '../text/sayIn.ts'
import { AdminTemplate } from './AdminTemplate.tsx'
import { Empty } from './Empty.tsx'
import { ViewStepNav } from './ViewStepNav.tsx'

interface GuardedViewProps {
  children: () => Promise<ReactNode> | ReactNode
  path: `/${string}`
  roles: readonly Role[]
  title: string
  view: AdminViewServerProps
}

/** A page of ours in Payload's frame. Payload leaves custom views open to everybody, so this one asks who comes. */
export async function GuardedView({ children, path, roles, title, view }: GuardedViewProps) {
  const { req } = view.initPageResult
  const say = sayIn(req.i18n)

  if (req.user === null) {
    const adminRoute = req.payload.config.routes.admin
    const here = formatAdminURL({ adminRoute, path })

    redirect(`${formatAdminURL({ adminRoute, path: '/login' })}?redirect=${encodeURIComponent(here)}`)
  }

  return (
    <AdminTemplate {...view}>
      <Gutter className="drumbeat-panel drumbeat-stack">
        <ViewStepNav label={title} />
        <h1>{title}</h1>
        {hasRole(req.user, ...roles) ? await children() : <Empty>{say('general:denied')}</Empty>}
      </Gutter>
    </AdminTemplate>
  )
}
