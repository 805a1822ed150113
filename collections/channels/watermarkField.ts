import type { RelationshipField } from 'payload'

import { staffOnly } from '../../src/access/fieldAccess.ts'
import { BRAND_ASSETS } from '../../src/domain/slugs.ts'

/** The logo on every picture that this account sends. */
export const watermarkField: RelationshipField = {
  name: 'watermark',
  type: 'relationship',
  access: staffOnly,
  admin: {
    description: {
      en: 'Laid over every picture, except on platforms that show such pictures less (Douyin). Position and size stand with the logo.',
      zh: '叠加在每张图片上；会因水印降权的平台（如抖音）除外。位置与大小在该标志中设置。',
    },
  },
  filterOptions: { kind: { equals: 'logo' } },
  label: { en: 'Watermark', zh: '水印' },
  relationTo: BRAND_ASSETS,
}
