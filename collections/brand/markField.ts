import type { GroupField, NumberField } from 'payload'

import { type MarkPosition, STANDARD_MARK } from '../../src/domain/rendition/markStyle.ts'
import { choices } from '../fields/choices.ts'

const percent = (field: Pick<NumberField, 'defaultValue' | 'label' | 'max' | 'min' | 'name'>): NumberField => ({
  ...field,
  type: 'number',
  admin: { width: '33%' },
})

/** How a logo is laid over pictures of channels that ask for it. */
export const markField: GroupField = {
  name: 'mark',
  type: 'group',
  admin: {
    condition: (data) => (data as { kind?: string }).kind === 'logo',
    description: {
      en: 'The first file is laid over the pictures of channels that choose this logo. Lengths are per cent of the shorter side.',
      zh: '渠道选用此标志时，以第一个文件叠加在图片上；长度为图片最短边的百分比。',
    },
  },
  fields: [
    {
      name: 'position',
      type: 'select',
      defaultValue: STANDARD_MARK.position,
      label: { en: 'Position', zh: '位置' },
      options: choices<MarkPosition>({
        'bottom-left': { en: 'Bottom left', zh: '左下' },
        'bottom-right': { en: 'Bottom right', zh: '右下' },
        centre: { en: 'Centre', zh: '居中' },
        'top-left': { en: 'Top left', zh: '左上' },
        'top-right': { en: 'Top right', zh: '右上' },
      }),
    },
    {
      type: 'row',
      fields: [
        percent({
          name: 'marginPercent',
          defaultValue: STANDARD_MARK.marginPercent,
          label: { en: 'Margin (%)', zh: '边距（%）' },
          max: 45,
          min: 0,
        }),
        percent({
          name: 'widthPercent',
          defaultValue: STANDARD_MARK.widthPercent,
          label: { en: 'Size (%)', zh: '大小（%）' },
          max: 100,
          min: 2,
        }),
        percent({
          name: 'opacityPercent',
          defaultValue: STANDARD_MARK.opacityPercent,
          label: { en: 'Opacity (%)', zh: '不透明度（%）' },
          max: 100,
          min: 5,
        }),
      ],
    },
  ],
  label: { en: 'As a watermark', zh: '作为水印' },
}
