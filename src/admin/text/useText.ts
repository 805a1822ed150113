'use client'

import { useTranslation } from '@payloadcms/ui'
import { useMemo } from 'react'

import { sayIn } from './sayIn.ts'
import type { Say } from './translations.ts'

/** Our texts in the language that the person chose for the admin. */
export function useText(): { language: string; say: Say } {
  const { i18n } = useTranslation()

  return useMemo(() => ({ language: i18n.language, say: sayIn(i18n) }), [i18n])
}
