import type { CollectionConfig, TextFieldManyValidation } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { findBrandAssetUses } from '../hooks/media/findUses.ts'
import { refuseDeletionOfUsed } from '../hooks/media/refuseDeletionOfUsed.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { BRAND_ASSETS, MEDIA, POSTS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { licenceField } from './fields/licenceField.ts'
import { say } from './fields/messages.ts'
import { markField } from './brand/markField.ts'
import { groups } from './groups.ts'

export type BrandAssetKind = 'character' | 'font' | 'guideline' | 'logo' | 'palette' | 'slogan' | 'story' | 'value'

/** Brand IP: what the brand looks, sounds and stands like, and where it may be used. */
export const createBrandAssets = (_dependencies: Dependencies): CollectionConfig => ({
  slug: BRAND_ASSETS,
  access: accessOf(BRAND_ASSETS),
  admin: {
    defaultColumns: ['name', 'kind', 'licence.validUntil', 'updatedAt'],
    group: groups.content,
    listSearchableFields: ['name', 'text'],
    useAsTitle: 'name',
  },
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
    {
      name: 'kind',
      type: 'select',
      index: true,
      label: { en: 'Kind', zh: '类型' },
      options: choices<BrandAssetKind>({
        character: { en: 'Character', zh: '形象角色' },
        font: { en: 'Font', zh: '字体' },
        guideline: { en: 'Guideline', zh: '使用规范' },
        logo: { en: 'Logo', zh: '标志' },
        palette: { en: 'Palette', zh: '色板' },
        slogan: { en: 'Slogan', zh: '口号' },
        story: { en: 'Story', zh: '品牌故事' },
        value: { en: 'Value', zh: '价值主张' },
      }),
      required: true,
    },
    {
      name: 'text',
      type: 'textarea',
      admin: {
        description: { en: 'The slogan, story or value itself.', zh: '口号、故事或价值主张的正文。' },
      },
      label: { en: 'Text', zh: '文字' },
      localized: true,
    },
    {
      name: 'colours',
      type: 'text',
      admin: {
        condition: (data) => (data as { kind?: BrandAssetKind }).kind === 'palette',
        description: { en: 'Such as #e8336d.', zh: '例如 #e8336d。' },
      },
      hasMany: true,
      label: { en: 'Colours', zh: '颜色' },
      validate: validateColours,
    },
    { name: 'files', type: 'upload', hasMany: true, label: { en: 'Files', zh: '文件' }, relationTo: MEDIA },
    markField,
    licenceField(),
    {
      name: 'usageRules',
      type: 'textarea',
      admin: { description: { en: 'What may and may not be done with it.', zh: '允许与禁止的用法。' } },
      label: { en: 'Usage rules', zh: '使用规则' },
      localized: true,
    },
    {
      name: 'usedIn',
      type: 'join',
      admin: { allowCreate: false, defaultColumns: ['title', 'kind', 'stage', '_status'] },
      collection: POSTS,
      label: { en: 'Used in', zh: '使用位置' },
      on: 'brandAssets',
    },
  ],
  hooks: { beforeDelete: [refuseDeletionOfUsed(findBrandAssetUses)] },
  labels: { plural: { en: 'Brand assets', zh: '品牌 IP' }, singular: { en: 'Brand asset', zh: '品牌 IP' } },
})

const validateColours: TextFieldManyValidation = (value, { req }) =>
  (value ?? []).every((colour) => /^#[0-9a-f]{6}$/i.test(colour)) ||
  say(req, {
    en: 'Write colours as # and six hexadecimal digits, such as #e8336d.',
    zh: '颜色请填写为 # 加六位十六进制，例如 #e8336d。',
  })
