import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { checkChallenge } from '../hooks/checkChallenge.ts'
import { deriveChallengeStatus } from '../hooks/deriveChallengeStatus.ts'
import { refuseDeletionInUse } from '../hooks/refuseDeletionInUse.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { CHALLENGES, SUBMISSIONS } from '../src/domain/slugs.ts'
import { challengeDisclosureField } from './challenges/disclosureField.ts'
import { challengeJudgingFields } from './challenges/judgingFields.ts'
import { challengeRuleFields } from './challenges/ruleFields.ts'
import { groups } from './groups.ts'

/** A contest under a hashtag: rules, prizes, judging and what the law wants said before it starts. */
export const createChallenges = ({ clock }: Dependencies): CollectionConfig => ({
  slug: CHALLENGES,
  access: accessOf(CHALLENGES),
  admin: {
    defaultColumns: ['title', 'hashtag', 'status', 'startAt', 'endAt'],
    group: groups.community,
    listSearchableFields: ['title', 'hashtag'],
    useAsTitle: 'title',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        { fields: challengeRuleFields, label: { en: 'Rules', zh: '规则' } },
        { fields: challengeJudgingFields, label: { en: 'Prizes and judging', zh: '奖项与评选' } },
        { fields: [challengeDisclosureField], label: { en: 'Disclosure', zh: '公示清单' } },
      ],
    },
  ],
  hooks: {
    afterRead: [deriveChallengeStatus(clock).read],
    beforeChange: [checkChallenge, deriveChallengeStatus(clock).save],
    beforeDelete: [refuseDeletionInUse([{ by: SUBMISSIONS, field: 'challenge', message: HAS_SUBMISSIONS }])],
  },
  indexes: [{ fields: ['status', 'startAt'] }],
  labels: { plural: { en: 'Challenges', zh: '挑战赛' }, singular: { en: 'Challenge', zh: '挑战赛' } },
})

const HAS_SUBMISSIONS = {
  en: 'This challenge has submissions, and records are kept two years. Archive it instead.',
  zh: '该挑战赛已有投稿，活动档案须保存两年；请改为归档。',
}
