import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { CHANNELS } from '../src/domain/slugs.ts'
import { accountFields } from './channels/accountFields.ts'
import { healthFields } from './channels/healthFields.ts'
import { rhythmFields } from './channels/rhythmFields.ts'
import { groups } from './groups.ts'

/** Destination accounts: where publications go, and how each is allowed to be used. */
export const createChannels = (_dependencies: Dependencies): CollectionConfig => ({
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
        { fields: accountFields, label: { en: 'Account', zh: '账号' } },
        { fields: rhythmFields, label: { en: 'Rhythm and limits', zh: '节奏与限制' } },
        { fields: healthFields, label: { en: 'State', zh: '运行状态' } },
      ],
    },
  ],
  labels: { plural: { en: 'Channels', zh: '渠道' }, singular: { en: 'Channel', zh: '渠道' } },
})
