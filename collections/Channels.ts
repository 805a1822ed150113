import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { sealCredentials } from '../hooks/channels/sealCredentials.ts'
import { refuseDeletionInUse } from '../hooks/refuseDeletionInUse.ts'
import { releaseHeld } from '../hooks/releaseHeld.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { CHANNELS, PUBLICATIONS, SCHEDULES } from '../src/domain/slugs.ts'
import { createAccountFields } from './channels/accountFields.ts'
import { healthFields } from './channels/healthFields.ts'
import { createRhythmFields } from './channels/rhythmFields.ts'
import { watermarkField } from './channels/watermarkField.ts'
import { groups } from './groups.ts'

/** Destination accounts: where publications go, and how each is allowed to be used. */
export const createChannels = (dependencies: Dependencies): CollectionConfig => ({
  slug: CHANNELS,
  access: accessOf(CHANNELS),
  admin: {
    defaultColumns: ['name', 'kind', 'mode', 'timeZone', 'health'],
    group: groups.planning,
    listSearchableFields: ['name', 'slug'],
    useAsTitle: 'name',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          fields: [...createAccountFields(dependencies.channelKinds), watermarkField],
          label: { en: 'Account', zh: '账号' },
        },
        { fields: createRhythmFields(dependencies), label: { en: 'Rhythm and limits', zh: '节奏与限制' } },
        { fields: healthFields, label: { en: 'State', zh: '运行状态' } },
      ],
    },
  ],
  hooks: {
    afterChange: [releaseHeld({ isPaused: ({ mode }) => mode === 'paused', ...dependencies })],
    beforeChange: [sealCredentials(dependencies)],
    beforeDelete: [
      refuseDeletionInUse([
        { by: PUBLICATIONS, field: 'channel', message: HAS_HISTORY },
        { by: SCHEDULES, field: 'channels', message: HAS_HISTORY },
      ]),
    ],
  },
  labels: { plural: { en: 'Channels', zh: '渠道' }, singular: { en: 'Channel', zh: '渠道' } },
})

const HAS_HISTORY = {
  en: 'Schedules or publications name this channel, and their record must stay. Pause it instead.',
  zh: '已有排期或发布记录使用该渠道，记录必须保留；请改为暂停。',
}
