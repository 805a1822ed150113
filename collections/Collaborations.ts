import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { checkCollaboration } from '../hooks/checkCollaboration.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { COLLABORATIONS } from '../src/domain/slugs.ts'
import { collaborationDealFields } from './collaborations/dealFields.ts'
import { deliverablesField } from './collaborations/deliverablesField.ts'
import { collaborationMoneyFields } from './collaborations/moneyFields.ts'
import { collaborationResultFields } from './collaborations/resultFields.ts'
import { groups } from './groups.ts'

/** One piece of work with one partner, from first contact to archive. */
export const createCollaborations = (_dependencies: Dependencies): CollectionConfig => ({
  slug: COLLABORATIONS,
  access: accessOf(COLLABORATIONS),
  admin: {
    defaultColumns: ['title', 'partner', 'campaign', 'mode', 'status'],
    group: groups.partners,
    listSearchableFields: ['title', 'promoCode'],
    useAsTitle: 'title',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        { fields: collaborationDealFields, label: { en: 'Deal', zh: '合作' } },
        { fields: [deliverablesField], label: { en: 'Deliverables', zh: '交付' } },
        { fields: collaborationMoneyFields, label: { en: 'Money', zh: '费用' } },
        { fields: collaborationResultFields, label: { en: 'Tracking and results', zh: '追踪与结果' } },
      ],
    },
  ],
  hooks: { beforeChange: [checkCollaboration] },
  indexes: [{ fields: ['status', 'updatedAt'] }, { fields: ['campaign', 'status'] }],
  labels: { plural: { en: 'Collaborations', zh: 'KOL 合作' }, singular: { en: 'Collaboration', zh: 'KOL 合作' } },
})
