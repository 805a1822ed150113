import type { Config } from 'payload'

import { FAVICON } from '../admin/brand/favicon.ts'
import { CALENDAR_PATH } from '../admin/calendar/calendarPath.ts'
import { withDashboard } from '../admin/dashboard/withDashboard.ts'
import { IMPORT_PATH } from '../admin/import/importAccess.ts'
import { TASKS_PATH } from '../admin/tasks/tasksAccess.ts'
import { WORK_LIST_PATH } from '../admin/worklist/workListAccess.ts'
import { OPERATIONS_PATH } from '../admin/operations/operationsAccess.ts'
import { translations } from '../admin/text/translations.ts'
import type { ChannelKindFields } from '../domain/accountFields.ts'
import { adminEndpoints } from './adminEndpoints.ts'
import { dressCollection, dressGlobal } from './adminOfCollections.ts'

type Admin = NonNullable<Config['admin']>
type Components = NonNullable<Admin['components']>

/** What the browser may know of the options; descriptions only, no values. */
export interface BrowserOptions {
  channelKinds: readonly ChannelKindFields[]
  timeZone: string
}

/**
 * Adds Drumbeat's brand, texts and views to the admin of a config.
 *
 * What the host has chosen for itself stays: its logo, its title, its dashboard, its own texts.
 */
export const withAdmin = (config: Config, { channelKinds, timeZone }: BrowserOptions): Config => ({
  ...config,
  collections: config.collections?.map(dressCollection) ?? [],
  globals: config.globals?.map(dressGlobal) ?? [],
  admin: {
    ...config.admin,
    // Payload's default asks gravatar.com; nothing of ours leaves the machine.
    avatar: config.admin?.avatar ?? 'default',
    components: withComponents(config.admin?.components),
    // What the browser may know of the options.
    custom: { ...config.admin?.custom, drumbeat: { channelKinds, timeZone } },
    dashboard: withDashboard(config.admin?.dashboard),
    meta: {
      ...config.admin?.meta,
      icons: config.admin?.meta?.icons ?? [{ rel: 'icon', type: 'image/svg+xml', url: FAVICON }],
      titleSuffix: config.admin?.meta?.titleSuffix ?? ' · Drumbeat',
    },
  },
  // Before the routes that are served below the same path by a wildcard.
  endpoints: [...adminEndpoints, ...(config.endpoints ?? [])],
  i18n: { ...config.i18n, translations: withTexts(config.i18n) },
})

const withComponents = (components: Components = {}): Components => ({
  ...components,
  beforeNavLinks: [
    'drumbeat/client#CalendarNavLink',
    'drumbeat/client#TasksNavLink',
    'drumbeat/client#WorkListNavLink',
    'drumbeat/client#ImportNavLink',
    'drumbeat/client#OperationsNavLink',
    ...(components.beforeNavLinks ?? []),
  ],
  header: ['drumbeat/client#FreezeBanner', ...(components.header ?? [])],
  graphics: { Icon: 'drumbeat/client#Icon', Logo: 'drumbeat/client#Logo', ...components.graphics },
  views: {
    drumbeatCalendar: { Component: 'drumbeat/rsc#CalendarView', exact: true, path: CALENDAR_PATH },
    drumbeatOperations: { Component: 'drumbeat/rsc#OperationsView', exact: true, path: OPERATIONS_PATH },
    drumbeatTasks: { Component: 'drumbeat/rsc#TasksView', exact: true, path: TASKS_PATH },
    drumbeatLate: { Component: 'drumbeat/rsc#WorkListView', exact: true, path: WORK_LIST_PATH },
    drumbeatImport: { Component: 'drumbeat/rsc#ImportView', exact: true, path: IMPORT_PATH },
    ...components.views,
  },
})

type Texts = NonNullable<NonNullable<Config['i18n']>['translations']>

const withTexts = (i18n: Config['i18n']): Texts => {
  const theirs = (i18n?.translations ?? {}) as Record<string, object>

  return {
    ...theirs,
    en: { ...translations.en, ...theirs['en'] },
    zh: { ...translations.zh, ...theirs['zh'] },
  }
}
