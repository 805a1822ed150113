import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { MEMBERS } from '../src/domain/slugs.ts'
import { groups } from './groups.ts'
import { memberIdentityFields } from './members/identityFields.ts'
import { memberStandingFields } from './members/standingFields.ts'

/** Community members, known by a pseudonym; who they are elsewhere is seen only by those who look after them. */
export const createMembers = (_dependencies: Dependencies): CollectionConfig => ({
  slug: MEMBERS,
  access: accessOf(MEMBERS),
  admin: {
    defaultColumns: ['pseudonym', 'nickname', 'lifecycle', 'points', 'joinedAt'],
    group: groups.community,
    listSearchableFields: ['pseudonym', 'nickname'],
    useAsTitle: 'pseudonym',
  },
  fields: [...memberIdentityFields, ...memberStandingFields],
  indexes: [{ fields: ['lifecycle', 'lastActiveAt'] }],
  labels: { plural: { en: 'Members', zh: '会员' }, singular: { en: 'Member', zh: '会员' } },
})
