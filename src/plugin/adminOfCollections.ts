import type { CollectionConfig, Field, GlobalConfig } from 'payload'

import {
  ALARMS_GLOBAL,
  BLACKOUTS,
  BRAND_ASSETS,
  CAMPAIGNS,
  CHANNELS,
  LINKS,
  MEDIA,
  POSTS,
  PUBLICATIONS,
  SCHEDULES,
} from '../domain/slugs.ts'
import { withFieldComponents, withPlainJson } from './fieldComponents.ts'

type Dress = (collection: CollectionConfig) => CollectionConfig

/** Gives our collections the views, panels and cells of the admin; others stay as they are. */
export const dressCollection: Dress = (collection) => {
  const dressed = dresses[collection.slug]?.(collection) ?? collection

  // Last, because a field that has a component keeps it.
  return { ...dressed, fields: withPlainJson(dressed.fields) }
}

/** The same for globals. */
export const dressGlobal = (global: GlobalConfig): GlobalConfig => ({
  ...global,
  fields: [
    ...withPlainJson(global.fields),
    ...(global.slug === ALARMS_GLOBAL ? [panel('test', 'drumbeat/client#AlarmTestField')] : []),
  ],
})

const dresses: Record<string, Dress | undefined> = {
  [POSTS]: (collection) => ({
    ...withComponents(collection, {
      edit: {
        // Only the ledger publishes; a post is saved, approved and scheduled.
        PublishButton: 'drumbeat/client#Nothing',
        UnpublishButton: 'drumbeat/client#Nothing',
        beforeDocumentControls: ['drumbeat/client#PreviewButton'],
      },
      views: {
        edit: {
          publishing: {
            Component: 'drumbeat/rsc#PublishingView',
            path: '/publishing',
            tab: { href: '/publishing', label: ({ t }) => t('drumbeat:post:tab'), order: 150 },
          },
        },
      },
    }),
    fields: [
      panel('editedBanner', 'drumbeat/client#EditedBannerField'),
      ...first(
        ['stage', 'reviewNote'],
        withFieldComponents(collection.fields, {
          stage: { Cell: 'drumbeat/client#StageCell', Field: 'drumbeat/client#StageField' },
          variants: { Field: 'drumbeat/client#VariantsField' },
        }),
        panel('publishingStatus', 'drumbeat/client#PublishingStatusField', 'sidebar'),
      ),
    ],
  }),
  [PUBLICATIONS]: (collection) => ({
    ...withComponents(
      { ...collection, admin: { ...collection.admin, defaultColumns: ['post', 'channel', 'dueAt', 'state', 'acts'] } },
      {
        beforeListTable: [
          'drumbeat/client#PublicationPresets',
          'drumbeat/client#PublicationsLive',
          'drumbeat/client#RedriveSelected',
        ],
        views: {
          edit: {
            default: { Component: 'drumbeat/rsc#PublicationView' },
            task: { Component: 'drumbeat/rsc#TaskView', path: '/task' },
          },
        },
      },
    ),
    fields: [
      ...withFieldComponents(collection.fields, {
        dueAt: { Cell: 'drumbeat/client#DueCell' },
        error: { Cell: 'drumbeat/client#ReasonCell' },
        latenessMs: { Cell: 'drumbeat/client#LatenessCell' },
        post: { Cell: 'drumbeat/client#PublicationPostCell' },
        state: { Cell: 'drumbeat/client#PublicationStateCell' },
      }),
      {
        name: 'acts',
        type: 'ui',
        admin: {
          components: { Cell: 'drumbeat/client#PublicationActsCell', Field: 'drumbeat/client#Nothing' },
          disableBulkEdit: true,
        },
        label: { en: 'Actions', zh: '操作' },
      },
    ],
  }),
  [BLACKOUTS]: (collection) => withComponents(collection, { beforeListTable: ['drumbeat/client#BlackoutImport'] }),
  [CHANNELS]: (collection) => ({
    ...collection,
    fields: [
      panel('healthPanel', 'drumbeat/client#ChannelHealthField', 'sidebar'),
      ...withFieldComponents(collection.fields, {
        credentials: { Field: 'drumbeat/client#AccountFieldsField' },
        health: { Cell: 'drumbeat/client#ChannelHealthCell' },
        mode: { Cell: 'drumbeat/client#ChannelModeCell' },
        settings: { Field: 'drumbeat/client#AccountFieldsField' },
      }),
      panel('queuePanel', 'drumbeat/client#ChannelQueueField'),
    ],
  }),
  [LINKS]: (collection) => ({
    ...collection,
    fields: [...collection.fields, panel('card', 'drumbeat/client#CardField', 'sidebar')],
  }),
  [MEDIA]: (collection) => ({
    ...withComponents(collection, { beforeListTable: ['drumbeat/client#RerenderSelected'] }),
    fields: [
      ...collection.fields,
      panel('duplicates', 'drumbeat/client#DuplicatesField', 'sidebar'),
      panel('renditions', 'drumbeat/client#RenditionsField'),
      panel('uses', 'drumbeat/client#UsesField'),
    ],
  }),
  [BRAND_ASSETS]: (collection) => ({
    ...collection,
    fields: [...collection.fields, panel('uses', 'drumbeat/client#UsesField')],
  }),
  [SCHEDULES]: (collection) => ({
    ...collection,
    fields: [
      panel('warningNotes', 'drumbeat/client#ScheduleWarningsField'),
      ...withFieldComponents(collection.fields, {
        recurrence: { Field: 'drumbeat/client#RecurrenceField' },
        state: { Cell: 'drumbeat/client#ScheduleStateCell' },
      }).flatMap((field) =>
        'name' in field && field.name === 'recurrence'
          ? [field, panel('occurrences', 'drumbeat/client#OccurrencesField')]
          : [field],
      ),
    ],
  }),
  [CAMPAIGNS]: (collection) =>
    withComponents(collection, {
      views: {
        edit: {
          release: {
            Component: 'drumbeat/rsc#ReleaseView',
            path: '/release',
            tab: { href: '/release', label: ({ t }) => t('drumbeat:release:tab'), order: 140 },
          },
          results: {
            Component: 'drumbeat/rsc#CampaignResultsView',
            path: '/results',
            tab: { href: '/results', label: ({ t }) => t('drumbeat:campaign:tab'), order: 150 },
          },
        },
      },
    }),
}

/** Moves the named fields to the front, with one of ours behind them. */
const first = (names: readonly string[], fields: Field[], ours: Field): Field[] => {
  const isNamed = (field: Field): boolean => 'name' in field && names.includes(field.name)

  return [...fields.filter(isNamed), ours, ...fields.filter((field) => !isNamed(field))]
}

const panel = (name: string, component: string, position?: 'sidebar'): Field => ({
  name,
  type: 'ui',
  admin: {
    components: { Field: component },
    disableBulkEdit: true,
    disableListColumn: true,
    ...(position === undefined ? {} : { position }),
  },
})

type Components = NonNullable<NonNullable<CollectionConfig['admin']>['components']>

const withComponents = (collection: CollectionConfig, ours: Components): CollectionConfig => {
  const theirs = collection.admin?.components ?? {}

  return {
    ...collection,
    admin: {
      ...collection.admin,
      components: {
        ...ours,
        ...theirs,
        beforeListTable: [...(ours.beforeListTable ?? []), ...(theirs.beforeListTable ?? [])],
        edit: { ...ours.edit, ...theirs.edit },
        views: { ...theirs.views, edit: { ...ours.views?.edit, ...theirs.views?.edit } } as Components['views'] &
          object,
      },
    },
  }
}
