import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { assignSlug } from '../hooks/posts/assignSlug.ts'
import { decideStageOfPost } from '../hooks/posts/decideStageOfPost.ts'
import { keepPublished } from '../hooks/posts/keepPublished.ts'
import { markForCalendar } from '../hooks/posts/markForCalendar.ts'
import { refreshLatestContent } from '../hooks/posts/refreshLatestContent.ts'
import { sealApprovedVersion } from '../hooks/posts/sealApprovedVersion.ts'
import { showOwnVersion } from '../hooks/posts/showOwnVersion.ts'
import { refuseDeletionInUse } from '../hooks/refuseDeletionInUse.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { POSTS, PUBLICATIONS } from '../src/domain/slugs.ts'
import { disclosureField } from './fields/disclosureField.ts'
import { groups } from './groups.ts'
import { postChannelFields, postPlanningFields, postSidebarFields, postWritingFields } from './posts/fields.ts'

/** What is written: once, in both languages, with a variant where a channel needs one. */
export const createPosts = (dependencies: Dependencies): CollectionConfig => ({
  slug: POSTS,
  access: accessOf(POSTS),
  admin: {
    defaultColumns: ['title', 'kind', 'stage', '_status', 'campaign', 'updatedAt'],
    group: groups.content,
    listSearchableFields: ['title', 'slug', 'excerpt'],
    useAsTitle: 'title',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        { fields: postWritingFields, label: { en: 'Content', zh: '内容' } },
        { fields: postChannelFields, label: { en: 'Channels', zh: '渠道版本' } },
        { fields: postPlanningFields, label: { en: 'Connections', zh: '关联' } },
      ],
    },
    ...postSidebarFields,
    disclosureField,
  ],
  hooks: {
    afterChange: [sealApprovedVersion, refreshLatestContent(dependencies), markForCalendar],
    beforeChange: [decideStageOfPost],
    beforeDelete: [refuseDeletionInUse([{ by: PUBLICATIONS, field: 'post', message: HAS_PUBLICATIONS }])],
    beforeOperation: [keepPublished],
    beforeRead: [showOwnVersion],
    beforeValidate: [assignSlug],
  },
  indexes: [{ fields: ['_status', 'publishedAt'] }, { fields: ['stage', 'updatedAt'] }],
  labels: { plural: { en: 'Posts', zh: '内容' }, singular: { en: 'Post', zh: '内容' } },
  trash: true,
  versions: { drafts: { autosave: { interval: 1_500 }, schedulePublish: false }, maxPerDoc: 100 },
})

const HAS_PUBLICATIONS = {
  en: 'This post has publications, and their record must stay. Move it to the trash or archive it instead.',
  zh: '该内容已有发布记录，记录必须保留；请移入回收站或归档。',
}
