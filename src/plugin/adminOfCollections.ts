import type { CollectionConfig, Field } from 'payload'

import { CAMPAIGNS, CHANNELS, POSTS, PUBLICATIONS } from '../domain/slugs.ts'

type Dress = (collection: CollectionConfig) => CollectionConfig
type FieldComponents = Record<string, { Cell?: string; Field?: string }>

/** Gives our collections the views, panels and cells of the admin; others stay as they are. */
export const dressCollection: Dress = (collection) => dresses[collection.slug]?.(collection) ?? collection

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
            tab: { href: '/publishing', label: ({ t }) => t('drumbeat:post:tab'), order: 50 },
          },
        },
      },
    }),
    fields: [
      panel('editedBanner', 'drumbeat/client#EditedBannerField'),
      panel('publishingStatus', 'drumbeat/client#PublishingStatusField', 'sidebar'),
      ...withFieldComponents(collection.fields, {
        stage: { Cell: 'drumbeat/client#StageCell', Field: 'drumbeat/client#StageField' },
      }),
    ],
  }),
  [PUBLICATIONS]: (collection) => ({
    ...withComponents(collection, {
      beforeListTable: ['drumbeat/client#PublicationPresets'],
      views: { edit: { default: { Component: 'drumbeat/rsc#PublicationView' } } },
    }),
    admin: {
      ...withComponents(collection, {
        beforeListTable: ['drumbeat/client#PublicationPresets'],
        views: { edit: { default: { Component: 'drumbeat/rsc#PublicationView' } } },
      }).admin,
      defaultColumns: ['post', 'channel', 'dueAt', 'state', 'acts'],
    },
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
  [CHANNELS]: (collection) => ({
    ...collection,
    fields: [
      panel('healthPanel', 'drumbeat/client#ChannelHealthField', 'sidebar'),
      ...withFieldComponents(collection.fields, {
        health: { Cell: 'drumbeat/client#ChannelHealthCell' },
        mode: { Cell: 'drumbeat/client#ChannelModeCell' },
      }),
    ],
  }),
  [CAMPAIGNS]: (collection) =>
    withComponents(collection, {
      views: {
        edit: {
          results: {
            Component: 'drumbeat/rsc#CampaignResultsView',
            path: '/results',
            tab: { href: '/results', label: ({ t }) => t('drumbeat:campaign:tab'), order: 50 },
          },
        },
      },
    }),
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

/** Finds fields by name, in tabs, rows and collapsibles as well, and gives them components of ours. */
function withFieldComponents(fields: Field[], components: FieldComponents): Field[] {
  return fields.map((field): Field => {
    if (field.type === 'tabs') {
      return {
        ...field,
        tabs: field.tabs.map((tab) => ({ ...tab, fields: withFieldComponents(tab.fields, components) })),
      }
    }

    if ((field.type === 'row' || field.type === 'collapsible') && 'fields' in field) {
      return { ...field, fields: withFieldComponents(field.fields, components) }
    }

    const ours = 'name' in field ? components[field.name] : undefined

    return ours === undefined
      ? field
      : ({
          ...field,
          admin: {
            ...field.admin,
            components: { ...ours, ...(field.admin as { components?: object } | undefined)?.components },
          },
        } as Field)
  })
}
