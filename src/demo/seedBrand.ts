import type { Payload } from 'payload'

import { drawBrandArt, type BrandArt } from '../../media/drawBrandArt.ts'
import { PALETTES } from '../../media/poster/palettes.ts'
import { BRAND_ASSETS, MEDIA } from '../domain/slugs.ts'
import { toDay } from './seedSetting.ts'

const OWNER = '朝露颜究所'

const ASSETS = [
  { art: 'logo', kind: 'logo', name: '朝露标志', rules: '四周留白不小于标志高度的四分之一；深色背景只用反白版。' },
  { art: 'character', kind: 'character', name: '吉祥物露露', rules: '不改变表情与配色，不与其他品牌形象同框。' },
  { art: 'palette', kind: 'palette', name: '品牌色板', rules: '同一画面不超过三种主色。' },
  { art: 'pattern', kind: 'guideline', name: '露珠纹样', rules: '用于包装与背景，不叠加文字。' },
  { art: 'slogan', kind: 'slogan', name: '品牌口号', rules: '口号不与功效描述连用。' },
  { art: 'guideline', kind: 'guideline', name: '标志使用规范', rules: '对外合作必须附本规范。' },
] as const

const TEXTS: Partial<Record<BrandArt, string>> = { slogan: '认真护肤，慢慢变好。' }

/** The brand's identity, drawn by our own code and licensed to itself; gives the assets' ids. */
export async function seedBrand(payload: Payload, now: Date): Promise<string[]> {
  const ids: string[] = []

  for (const { art, kind, name, rules } of ASSETS) {
    const data = await drawBrandArt(art)
    const licence = {
      number: `ZL-BRAND-${art.toUpperCase()}`,
      owner: OWNER,
      territories: ['CN'],
      validFrom: toDay(now, -365),
      validUntil: toDay(now, 730),
    }
    const { id: file } = await payload.create({
      collection: MEDIA,
      data: { alt: name, credit: OWNER, licence },
      file: { data, mimetype: 'image/png', name: `brand-${art}.png`, size: data.length },
    })
    const { id } = await payload.create({
      collection: BRAND_ASSETS,
      data: {
        files: [file],
        kind,
        licence,
        name,
        text: TEXTS[art] ?? null,
        usageRules: rules,
        ...(art === 'palette' ? { colours: Object.values(PALETTES.rose) } : {}),
      },
    })

    ids.push(id)
  }

  return ids
}
