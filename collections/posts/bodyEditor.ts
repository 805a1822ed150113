import {
  BlocksFeature,
  CodeBlock,
  EXPERIMENTAL_TableFeature,
  FixedToolbarFeature,
  HeadingFeature,
  lexicalEditor,
  LinkFeature,
  UploadFeature,
} from '@payloadcms/richtext-lexical'

import { MEDIA } from '../../src/domain/slugs.ts'
import { postCardBlock, productCardBlock } from './blocks.ts'

/** The body's editor: what people who write for channels expect, and nothing that no channel can show. */
export const createBodyEditor = (): ReturnType<typeof lexicalEditor> =>
  lexicalEditor({
    features: ({ defaultFeatures }) => [
      ...defaultFeatures.filter(({ key }) => key !== 'relationship' && key !== 'link' && key !== 'upload'),
      HeadingFeature({ enabledHeadingSizes: ['h2', 'h3', 'h4'] }),
      LinkFeature({ enabledCollections: [] }),
      UploadFeature({ enabledCollections: [MEDIA] }),
      EXPERIMENTAL_TableFeature(),
      BlocksFeature({ blocks: [CodeBlock({ fieldOverrides: { labels: CODE } }), productCardBlock, postCardBlock] }),
      FixedToolbarFeature(),
    ],
  })

const CODE = { plural: { en: 'Code', zh: '代码' }, singular: { en: 'Code', zh: '代码' } }
