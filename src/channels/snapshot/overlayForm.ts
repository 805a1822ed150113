import type { Locale } from '../../domain/content.ts'
import { isRecord } from '../richText/richTextNode.ts'
import type { RawDocument } from './mediaSnapshot.ts'

const LOCALISED = new Set(['body', 'excerpt', 'title'])

/**
 * Lays what stands in a form, not yet saved, over a stored version.
 *
 * A form holds one locale: its localised fields replace that locale's and leave the others alone.
 */
export const overlayForm = (version: RawDocument, form: RawDocument, locale: Locale): RawDocument => ({
  ...version,
  ...Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      LOCALISED.has(name) ? { ...(isRecord(version[name]) ? version[name] : {}), [locale]: value } : value,
    ]),
  ),
})
