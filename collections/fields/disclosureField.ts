import type { SelectField } from 'payload'

import { staffOnly } from '../../src/access/fieldAccess.ts'
import type { Disclosure } from '../../src/domain/disclosure/commerce.ts'
import { choices } from './choices.ts'

/** What the team says of a post where what it belongs to does not say it. */
export const disclosureField: SelectField = {
  name: 'disclosure',
  type: 'select',
  access: staffOnly,
  admin: {
    description: {
      en: 'Left empty, it follows from the collaboration, the offers and the product cards. Advertising that shows a way to buy must say 广告 on each channel; its pictures get the label drawn.',
      zh: '留空则根据 KOL 合作、优惠与商品卡片自动判断。带购买方式的商业内容须在各渠道文案中标明“广告”，图片会自动加上标识。',
    },
    position: 'sidebar',
  },
  label: { en: 'Advertising', zh: '商业推广' },
  options: choices<Disclosure>({
    ad: { en: 'Is advertising', zh: '属于商业广告' },
    none: { en: 'Is not advertising', zh: '不属于商业广告' },
  }),
}
