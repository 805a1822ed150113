import type { Locale } from '../../src/domain/content.ts'
import { choices } from './choices.ts'

/** The languages that people write and read in, as options of a select. */
export const languages = () => choices<Locale>({ en: { en: 'English', zh: '英文' }, zh: { en: 'Chinese', zh: '中文' } })
