import type { SelectField } from 'payload'

import { DEFAULT_LOCALE, type Locale } from '../../src/domain/content.ts'
import { choices } from './choices.ts'

/** The language of a text that is not translated. */
export const writtenInField = () =>
  ({
    name: 'locale',
    type: 'select',
    admin: { position: 'sidebar' },
    defaultValue: DEFAULT_LOCALE,
    label: { en: 'Language', zh: '语言' },
    options: choices<Locale>({ en: { en: 'English', zh: '英文' }, zh: { en: 'Chinese', zh: '中文' } }),
    required: true,
  }) satisfies SelectField
