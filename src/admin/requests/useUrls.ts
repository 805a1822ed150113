'use client'

import { useConfig } from '@payloadcms/ui'
import { formatAdminURL } from 'payload/shared'

type Path = `/${string}`

/** Addresses of this app's REST API and admin pages, wherever the host has put them. */
export function useUrls(): { admin: (path: Path) => string; api: (path: Path) => string } {
  const {
    config: { routes },
  } = useConfig()

  return {
    admin: (path) => formatAdminURL({ adminRoute: routes.admin, path }),
    api: (path) => formatAdminURL({ apiRoute: routes.api, path }),
  }
}
