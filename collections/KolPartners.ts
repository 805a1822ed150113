import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { refuseDeletionInUse } from '../hooks/refuseDeletionInUse.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { COLLABORATIONS, KOL_PARTNERS } from '../src/domain/slugs.ts'
import { groups } from './groups.ts'
import { handlesField } from './partners/handlesField.ts'
import { partnerPrivateFields } from './partners/privateFields.ts'
import { partnerProfileFields } from './partners/profileFields.ts'
import { rateCardsField } from './partners/rateCardsField.ts'

/** KOLs, KOCs and community leaders: who they are, what they cost, what they agreed to. */
export const createKolPartners = (_dependencies: Dependencies): CollectionConfig => ({
  slug: KOL_PARTNERS,
  access: accessOf(KOL_PARTNERS),
  admin: {
    defaultColumns: ['name', 'type', 'tier', 'categories', 'updatedAt'],
    group: groups.partners,
    listSearchableFields: ['name', 'handles.handle'],
    useAsTitle: 'name',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        { fields: [...partnerProfileFields, handlesField], label: { en: 'Profile', zh: '档案' } },
        { fields: [rateCardsField], label: { en: 'Rates', zh: '报价' } },
        { fields: partnerPrivateFields, label: { en: 'Contracts and consent', zh: '合同与授权' } },
        {
          fields: [
            {
              name: 'collaborations',
              type: 'join',
              admin: { defaultColumns: ['title', 'campaign', 'mode', 'status'] },
              collection: COLLABORATIONS,
              label: { en: 'Collaborations', zh: '合作' },
              on: 'partner',
            },
          ],
          label: { en: 'Collaborations', zh: '合作' },
        },
      ],
    },
  ],
  hooks: {
    beforeDelete: [refuseDeletionInUse([{ by: COLLABORATIONS, field: 'partner', message: HAS_COLLABORATIONS }])],
  },
  labels: { plural: { en: 'KOL partners', zh: 'KOL 伙伴' }, singular: { en: 'KOL partner', zh: 'KOL 伙伴' } },
})

const HAS_COLLABORATIONS = {
  en: 'This partner has collaborations, and their record must stay. Block the partner instead.',
  zh: '该合作方已有合作记录，记录必须保留；请改为列入黑名单。',
}
