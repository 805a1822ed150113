import type { JoinField } from 'payload'

import { CHALLENGES, COLLABORATIONS, LINKS, OFFERS, POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'

/** All that names the campaign. */
export const campaignJoins: JoinField[] = [
  {
    name: 'posts',
    type: 'join',
    admin: { defaultColumns: ['title', 'kind', 'stage', '_status'] },
    collection: POSTS,
    label: { en: 'Posts', zh: '内容' },
    on: 'campaign',
  },
  {
    name: 'collaborations',
    type: 'join',
    admin: { defaultColumns: ['title', 'partner', 'mode', 'status'] },
    collection: COLLABORATIONS,
    label: { en: 'Collaborations', zh: 'KOL 合作' },
    on: 'campaign',
  },
  {
    name: 'challenges',
    type: 'join',
    admin: { defaultColumns: ['title', 'status', 'startAt'] },
    collection: CHALLENGES,
    label: { en: 'Challenges', zh: '挑战赛' },
    on: 'campaign',
  },
  {
    name: 'offers',
    type: 'join',
    admin: { defaultColumns: ['name', 'kind', 'startAt', 'endAt'] },
    collection: OFFERS,
    label: { en: 'Offers', zh: '优惠' },
    on: 'campaign',
  },
  {
    name: 'publications',
    type: 'join',
    admin: { allowCreate: false, defaultColumns: ['post', 'channel', 'dueAt', 'state'] },
    collection: PUBLICATIONS,
    defaultSort: '-dueAt',
    label: { en: 'Publications', zh: '发布记录' },
    on: 'campaign',
  },
  {
    name: 'links',
    type: 'join',
    admin: { defaultColumns: ['code', 'url'] },
    collection: LINKS,
    label: { en: 'Tracking links', zh: '追踪链接' },
    on: 'campaign',
  },
]
