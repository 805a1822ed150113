import { fillText, languageOf } from '../reasons/fillText.ts'
import type { PartCount } from './countParts.ts'

const COUNT = { en: '{{count}} / {{max}}[ {{unit}}]', zh: '{{count}} / {{max}}[ {{unit}}]' }

/** `23 / 20 字`: a count as findings say it, in the unit that people of the language count in. */
export const sayCount = ({ count, max, unit }: Omit<PartCount, 'part'>, language: string): string =>
  fillText(COUNT, { count, max, ...(unit === undefined ? {} : { unit }) }, languageOf(language))
