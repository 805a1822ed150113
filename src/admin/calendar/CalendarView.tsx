import { Gutter } from '@payloadcms/ui'
import { redirect } from 'next/navigation.js'
import type { AdminViewServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { findPerson } from '../../access/people.ts'
import { AdminTemplate } from '../elements/AdminTemplate.tsx'
import { Empty } from '../elements/Empty.tsx'
import { sayIn } from '../text/sayIn.ts'
import { CalendarPage } from './CalendarPage.tsx'
import { CALENDAR_PATH } from './calendarPath.ts'

/** The content calendar. Payload leaves custom views open to everybody, so this one asks who comes. */
export function CalendarView(props: AdminViewServerProps) {
  const { req } = props.initPageResult
  const say = sayIn(req.i18n)

  if (req.user === null) {
    const adminRoute = req.payload.config.routes.admin
    const here = formatAdminURL({ adminRoute, path: CALENDAR_PATH })

    redirect(`${formatAdminURL({ adminRoute, path: '/login' })}?redirect=${encodeURIComponent(here)}`)
  }

  return (
    <AdminTemplate {...props}>
      <Gutter className="drumbeat-calendar-page">
        {findPerson(req.user) === null ? <Empty>{say('calendar:denied')}</Empty> : <CalendarPage />}
      </Gutter>
    </AdminTemplate>
  )
}
