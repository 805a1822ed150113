import type { RelationshipField } from 'payload'

import { CHANNELS } from '../../src/domain/slugs.ts'

/** For which channels something is offered; all of them where none is named. */
export const onTheseChannelsField = () =>
  ({
    name: 'channels',
    type: 'relationship',
    admin: { description: { en: 'None: for every channel.', zh: '不选表示适用于全部渠道。' }, position: 'sidebar' },
    hasMany: true,
    index: true,
    label: { en: 'Channels', zh: '适用渠道' },
    relationTo: CHANNELS,
  }) satisfies RelationshipField
