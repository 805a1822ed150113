import type { Labels } from '../labels.ts'
import { fillText } from '../reasons/fillText.ts'
import type { PackText } from './pack.ts'

const TEXT: Labels = { en: '{{count}} / {{max}} {{unit}}', zh: '{{count}} / {{max}} {{unit}}' }

/** How long a text is, as people of that language count; empty where the platform sets no limit. */
export const sayCount = (count: PackText['count'], language: keyof Labels): string =>
  count === null ? '' : fillText(TEXT, { ...count }, language)
