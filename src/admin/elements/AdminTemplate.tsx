import { DefaultTemplate } from '@payloadcms/next/templates'
import type { AdminViewServerProps } from 'payload'
import type { ReactNode } from 'react'

/**
 * Puts a view of ours into Payload's frame: navigation, header, language and theme.
 *
 * The one place that knows `@payloadcms/next/templates`, which Payload 4 takes away.
 */
export function AdminTemplate({
  children,
  i18n,
  initPageResult,
  params,
  payload,
  searchParams,
  viewActions,
}: AdminViewServerProps & { children: ReactNode }) {
  const { locale, permissions, req, visibleEntities } = initPageResult

  return (
    <DefaultTemplate
      i18n={i18n}
      payload={payload}
      permissions={permissions}
      req={req}
      visibleEntities={visibleEntities}
      {...(locale === undefined ? {} : { locale })}
      {...(params === undefined ? {} : { params })}
      {...(req.user === null ? {} : { user: req.user })}
      {...(searchParams === undefined ? {} : { searchParams })}
      {...(viewActions === undefined ? {} : { viewActions })}
    >
      {children}
    </DefaultTemplate>
  )
}
