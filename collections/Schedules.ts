import type { CollectionConfig } from 'payload'

import { awaitTurn } from '../hooks/awaitTurn.ts'
import type { Dependencies } from '../hooks/dependencies.ts'
import { releaseSlot, releaseSlotOfDeleted } from '../hooks/releaseSlot.ts'
import { sayConflict } from '../hooks/sayConflict.ts'
import { stopPublications } from '../hooks/stopPublications.ts'
import { prepareSchedule, syncPublications } from '../hooks/syncPublications.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { MINUTE } from '../src/domain/duration.ts'
import type { CatchUpPolicy, ScheduleState } from '../src/domain/publication.ts'
import { CHANNELS, POSTS, PUBLICATIONS, SCHEDULES } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { importFields } from './fields/importFields.ts'
import { validateTimeZone } from './fields/zoneField.ts'
import { groups } from './groups.ts'
import { keptTimingFields, recurrenceField } from './schedules/timingFields.ts'
import { scheduleRhythmFields } from './schedules/rhythmFields.ts'
import { stateField } from './schedules/stateField.ts'
import { tallyField } from './schedules/tallyField.ts'

const DEFAULT_GRACE_MINUTES = (30 * MINUTE) / MINUTE

/** When and where a post goes out; the plan behind the publications. */
export const createSchedules = (dependencies: Dependencies): CollectionConfig => ({
  slug: SCHEDULES,
  access: accessOf(SCHEDULES),
  admin: {
    defaultColumns: ['post', 'channels', 'publishAt', 'state'],
    group: groups.planning,
    useAsTitle: 'publishAt',
  },
  fields: [
    {
      name: 'post',
      type: 'relationship',
      index: true,
      label: { en: 'Post', zh: '内容' },
      relationTo: POSTS,
      required: true,
    },
    {
      name: 'channels',
      type: 'relationship',
      hasMany: true,
      index: true,
      label: { en: 'Channels', zh: '渠道' },
      minRows: 1,
      relationTo: CHANNELS,
      required: true,
    },
    {
      name: 'publishAt',
      type: 'date',
      admin: { date: { pickerAppearance: 'dayAndTime', timeIntervals: 5 } },
      index: true,
      label: { en: 'Publish at', zh: '发布时间' },
      required: true,
      timezone: {
        defaultTimezone: dependencies.timeZone,
        override: ({ baseField }) => ({
          name: baseField.name,
          type: 'text',
          admin: { hidden: true },
          defaultValue: dependencies.timeZone,
          label: { en: 'Time zone', zh: '时区' },
          required: true,
          validate: validateTimeZone,
        }),
      },
    },
    {
      name: 'unpublishAt',
      type: 'date',
      admin: { date: { pickerAppearance: 'dayAndTime', timeIntervals: 5 } },
      index: true,
      label: { en: 'Withdraw at', zh: '下线时间' },
    },
    recurrenceField,
    stateField,
    {
      name: 'content',
      type: 'select',
      admin: { position: 'sidebar' },
      defaultValue: 'pinned',
      label: { en: 'Content', zh: '内容版本' },
      options: choices<'latest' | 'pinned'>({
        latest: { en: 'Latest approved version', zh: '发布时最新的已通过版本' },
        pinned: { en: 'The version approved when armed', zh: '就绪时已通过的版本' },
      }),
      required: true,
    },
    {
      name: 'catchUp',
      type: 'select',
      admin: {
        description: { en: 'When it could not go out within its grace.', zh: '超过宽限时间仍未发布时的处理方式。' },
        position: 'sidebar',
      },
      defaultValue: 'ask',
      label: { en: 'When late', zh: '延误处理' },
      options: choices<CatchUpPolicy>({
        ask: { en: 'Ask a person', zh: '人工确认' },
        publish: { en: 'Publish late', zh: '仍然发布' },
        skip: { en: 'Skip', zh: '跳过' },
      }),
      required: true,
    },
    {
      name: 'graceMinutes',
      type: 'number',
      admin: { position: 'sidebar', step: 1 },
      defaultValue: DEFAULT_GRACE_MINUTES,
      label: { en: 'Grace (minutes)', zh: '宽限时间（分钟）' },
      max: 7 * 24 * 60,
      min: 0,
      required: true,
    },
    ...scheduleRhythmFields,
    ...importFields,
    {
      name: 'publishNow',
      type: 'checkbox',
      admin: {
        description: { en: 'Arms it for this moment.', zh: '保存后立即发布。' },
        position: 'sidebar',
      },
      label: { en: 'Publish now', zh: '立即发布' },
      virtual: true,
    },
    {
      name: 'rearm',
      type: 'checkbox',
      admin: {
        condition: (data: Partial<{ state: ScheduleState }>) => data.state === 'armed',
        description: {
          en: 'Replaces what is armed by the newest approved version.',
          zh: '用最新的已通过版本替换已就绪的内容。',
        },
        position: 'sidebar',
      },
      label: { en: 'Arm again with the newest version', zh: '用最新版本重新就绪' },
      virtual: true,
    },
    {
      name: 'pinnedVersion',
      type: 'text',
      access: { create: () => false, update: () => false },
      admin: { hidden: true },
      label: { en: 'Pinned version', zh: '锁定的版本' },
    },
    ...keptTimingFields,
    tallyField,
    {
      name: 'publications',
      type: 'join',
      admin: { allowCreate: false, defaultColumns: ['channel', 'dueAt', 'state'] },
      collection: PUBLICATIONS,
      defaultSort: 'dueAt',
      label: { en: 'Publications', zh: '发布记录' },
      on: 'schedule',
    },
  ],
  hooks: {
    afterChange: [syncPublications(dependencies), releaseSlot],
    afterDelete: [releaseSlotOfDeleted],
    afterError: [sayConflict],
    beforeChange: [prepareSchedule(dependencies)],
    beforeDelete: [stopPublications(dependencies)],
    beforeOperation: [awaitTurn(dependencies)],
  },
  indexes: [
    { fields: ['state', 'publishAt'] },
    { fields: ['state', 'materialisedUntil'] },
    { fields: ['state', 'tzVersion'] },
    { fields: ['post', 'publishAt'] },
  ],
  labels: { plural: { en: 'Schedules', zh: '排期' }, singular: { en: 'Schedule', zh: '排期' } },
})
