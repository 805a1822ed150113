import { pinyin } from 'pinyin-pro'

import { toSlug } from '../../src/domain/slug.ts'

/** A title as a part of an address, Chinese as pinyin without tones; maybe empty. */
export const romanise = (title: string): string =>
  toSlug(pinyin(title, { nonZh: 'consecutive', toneType: 'none', type: 'array' }).join(' '))
