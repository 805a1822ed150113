import path from 'node:path'

import type { CollectionConfig } from 'payload'

import { checkUpload, keepIngestFacts } from '../hooks/checkUpload.ts'
import type { Dependencies } from '../hooks/dependencies.ts'
import { findMediaUses } from '../hooks/media/findUses.ts'
import { labelDeclared } from '../hooks/media/labelDeclared.ts'
import { passOnRights } from '../hooks/media/passOnRights.ts'
import { refuseDeletionOfUsed } from '../hooks/media/refuseDeletionOfUsed.ts'
import { storePosterFrame } from '../hooks/media/storePosterFrame.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { staffOnly, writtenBySystem } from '../src/access/fieldAccess.ts'
import { readEnv } from '../src/config/env.ts'
import { projectRoot } from '../src/config/projectRoot.ts'
import { FILE_TYPES } from '../src/domain/fileType.ts'
import { RENDITIONS } from '../src/domain/renditions.ts'
import { MEDIA } from '../src/domain/slugs.ts'
import { licenceField } from './fields/licenceField.ts'
import { groups } from './groups.ts'
import { ingestFields, validateAiGenerated, videoFields } from './media/ingestFields.ts'

/** Pictures, videos and files, with what the law and the licence ask about them. */
export const createMedia = (_dependencies: Dependencies): CollectionConfig => ({
  slug: MEDIA,
  access: accessOf(MEDIA),
  admin: {
    defaultColumns: ['filename', 'alt', 'aiGenerated', 'updatedAt'],
    group: groups.content,
    listSearchableFields: ['filename', 'alt'],
  },
  fields: [
    ...ingestFields,
    ...videoFields,
    {
      name: 'alt',
      type: 'text',
      admin: {
        description: {
          en: 'Says what can be seen, for those who cannot see it.',
          zh: '描述画面内容，供无法看图的人使用。',
        },
      },
      label: { en: 'Alternative text', zh: '替代文本' },
      localized: true,
    },
    {
      name: 'aiGenerated',
      type: 'checkbox',
      admin: {
        description: { en: 'Such pictures carry a visible label by law.', zh: '依法须带有明显的人工智能生成标识。' },
      },
      defaultValue: false,
      index: true,
      label: { en: 'Made with AI', zh: '人工智能生成' },
      validate: validateAiGenerated,
    },
    {
      name: 'hasVisibleLabel',
      type: 'checkbox',
      admin: {
        condition: (data) => (data as { aiGenerated?: boolean }).aiGenerated === true,
        description: {
          en: 'Then no second one is drawn. It must be at least 5 % of the shorter side high; on a film, where none can be drawn, also stand on the first frame for at least two seconds.',
          zh: '勾选后不再叠加标识；画面自带的标识高度不得低于最短边的 5%。系统无法在视频中叠加标识：视频须在片头画面自带标识，且持续至少 2 秒。',
        },
      },
      defaultValue: false,
      label: { en: 'The picture shows the AI label already', zh: '画面已带有 AI 标识' },
    },
    { name: 'credit', type: 'text', label: { en: 'Credit', zh: '署名' } },
    { ...licenceField(), access: staffOnly },
    {
      name: 'releasedAt',
      type: 'date',
      access: writtenBySystem,
      admin: {
        date: { pickerAppearance: 'dayAndTime' },
        description: {
          en: 'Since when channels may fetch the file.',
          zh: '自此时起渠道可以获取该文件。',
        },
        position: 'sidebar',
        readOnly: true,
      },
      index: true,
      label: { en: 'Released at', zh: '对外可见时间' },
    },
  ],
  hooks: {
    afterChange: [labelDeclared, storePosterFrame, passOnRights],
    beforeChange: [keepIngestFacts],
    beforeDelete: [refuseDeletionOfUsed(findMediaUses)],
    beforeOperation: [checkUpload],
  },
  labels: { plural: { en: 'Media', zh: '媒体' }, singular: { en: 'Medium', zh: '媒体' } },
  upload: {
    adminThumbnail: 'thumbnail',
    focalPoint: true,
    imageSizes: RENDITIONS.map((spec) => ({ ...spec })),
    mimeTypes: [...FILE_TYPES],
    // The server fetches nothing that an editor pastes; an import has its own guarded fetch.
    pasteURL: false,
    staticDir: path.resolve(projectRoot, readEnv().DRUMBEAT_DATA_DIR, 'media'),
    // Without it every size would lose its AI label; EXIF is gone by then (see checkUpload).
    withMetadata: true,
  },
})
