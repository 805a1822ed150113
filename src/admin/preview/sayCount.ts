import { fillText, languageOf } from '../../domain/reasons/fillText.ts'
import type { PartCount } from '../../domain/writing/countParts.ts'

const COUNT = { en: '{{count}}/{{max}}[ {{unit}}]', zh: '{{count}}/{{max}}[ {{unit}}]' }

/** `23/20 字`: a count as findings say it, in the unit that people of the language count in. */
export const sayCount = ({ count, max, unit }: PartCount, language: string): string =>
  fillText(COUNT, { count, max, ...(unit === undefined ? {} : { unit }) }, languageOf(language))
