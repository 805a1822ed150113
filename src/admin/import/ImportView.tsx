import { Gutter } from '@payloadcms/ui'
import { redirect } from 'next/navigation.js'
import type { AdminViewServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { hasRole } from '../../access/people.ts'
import { Empty } from '../elements/Empty.tsx'
import { AdminTemplate } from '../elements/AdminTemplate.tsx'
import { sayIn } from '../text/sayIn.ts'
import { IMPORT_PATH, IMPORT_ROLES } from './importAccess.ts'
import { ImportPlan } from './ImportPlan.tsx'
import { ImportStepNav } from './ImportStepNav.tsx'

/** Import of a content plan. Payload leaves custom views open to everybody, so this one asks who comes. */
export function ImportView(props: AdminViewServerProps) {
  const { req } = props.initPageResult
  const say = sayIn(req.i18n)

  if (req.user === null) {
    const adminRoute = req.payload.config.routes.admin
    const here = formatAdminURL({ adminRoute, path: IMPORT_PATH })

    redirect(`${formatAdminURL({ adminRoute, path: '/login' })}?redirect=${encodeURIComponent(here)}`)
  }

  return (
    <AdminTemplate {...props}>
      <Gutter className="drumbeat-panel drumbeat-stack">
        <ImportStepNav />
        <h1>{say('import:title')}</h1>
        {hasRole(req.user, ...IMPORT_ROLES) ? <ImportPlan /> : <Empty>{say('import:denied')}</Empty>}
      </Gutter>
    </AdminTemplate>
  )
}
