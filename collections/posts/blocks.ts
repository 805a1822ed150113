import type { Block } from 'payload'

import { nameCardByPost } from '../../hooks/posts/nameCardByPost.ts'
import { CURRENCIES } from '../../src/domain/money.ts'
import { MEDIA, POSTS } from '../../src/domain/slugs.ts'
import { urlField } from '../fields/urlField.ts'

/** A product or an offer shown inside a post. */
export const productCardBlock: Block = {
  slug: 'productCard',
  fields: [
    { name: 'name', type: 'text', label: { en: 'Product', zh: '商品名称' }, required: true },
    { name: 'image', type: 'upload', label: { en: 'Picture', zh: '图片' }, relationTo: MEDIA },
    {
      type: 'row',
      fields: [
        {
          name: 'priceMinor',
          type: 'number',
          admin: {
            description: { en: 'In minor units: 100 is 1.00.', zh: '以最小单位填写：100 表示 1.00。' },
            step: 1,
          },
          label: { en: 'Price (minor units)', zh: '价格（分）' },
          min: 0,
        },
        {
          name: 'currency',
          type: 'select',
          defaultValue: 'CNY',
          label: { en: 'Currency', zh: '币种' },
          options: [...CURRENCIES].map((currency) => ({ label: currency, value: currency })),
        },
      ],
    },
    { name: 'note', type: 'text', label: { en: 'Note', zh: '说明' } },
    urlField({ name: 'url', label: { en: 'Where to buy', zh: '购买链接' } }),
  ],
  interfaceName: 'ProductCardBlock',
  labels: { plural: { en: 'Product cards', zh: '商品卡片' }, singular: { en: 'Product card', zh: '商品卡片' } },
}

/** Another post shown inside a post; its title is copied, so that what was approved stays what goes out. */
export const postCardBlock: Block = {
  slug: 'postCard',
  fields: [
    { name: 'post', type: 'relationship', label: { en: 'Post', zh: '内容' }, relationTo: POSTS, required: true },
    {
      name: 'title',
      type: 'text',
      admin: { description: { en: "Left empty, the post's title.", zh: '留空则使用所选内容的标题。' } },
      hooks: { beforeValidate: [nameCardByPost] },
      label: { en: 'Title', zh: '标题' },
    },
    { name: 'note', type: 'text', label: { en: 'Note', zh: '说明' } },
    urlField({ name: 'url', label: { en: 'Address', zh: '链接' } }),
  ],
  interfaceName: 'PostCardBlock',
  labels: { plural: { en: 'Post cards', zh: '内容卡片' }, singular: { en: 'Post card', zh: '内容卡片' } },
}
