import type { SelectField } from 'payload'

import { DEFAULT_LOCALE } from '../../src/domain/content.ts'
import { languages } from './languages.ts'

/** The language of a text that is not translated. */
export const writtenInField = () =>
  ({
    name: 'locale',
    type: 'select',
    admin: { position: 'sidebar' },
    defaultValue: DEFAULT_LOCALE,
    label: { en: 'Language', zh: '语言' },
    options: languages(),
    required: true,
  }) satisfies SelectField
