import type { Labels } from '../labels.ts'
import type { Reason } from '../errors.ts'
import { armingTexts } from './armingTexts.ts'
import { assistedTexts } from './assistedTexts.ts'
import { calendarTexts } from './calendarTexts.ts'
import { channelTexts } from './channelTexts.ts'
import { contentTexts } from './contentTexts.ts'
import { disclosureTexts } from './disclosureTexts.ts'
import { fillText, languageOf, type ReasonTexts, type ReasonValues } from './fillText.ts'
import { publicationTexts } from './publicationTexts.ts'
import { releaseTexts } from './releaseTexts.ts'
import { recurrenceTexts } from './recurrenceTexts.ts'
import { requestTexts } from './requestTexts.ts'
import { rhythmTexts } from './rhythmTexts.ts'
import { routeTexts } from './routeTexts.ts'

/** Every code of ours that people read, with its sentence in both languages. */
export const reasonTexts = {
  ...armingTexts,
  ...assistedTexts,
  ...calendarTexts,
  ...channelTexts,
  ...contentTexts,
  ...disclosureTexts,
  ...publicationTexts,
  ...releaseTexts,
  ...recurrenceTexts,
  ...requestTexts,
  ...rhythmTexts,
  ...routeTexts,
}

export type ReasonCode = keyof typeof reasonTexts

export interface ReasonArgs {
  /** The field or row it is about. */
  path?: string
  values?: ReasonValues
}

/** A problem by its code; `message` is the English sentence, and `sayReason` says it in another language. */
export const reason = (code: ReasonCode, { path, values }: ReasonArgs = {}): Reason => ({
  code,
  message: fillText(reasonTexts[code], values ?? {}, 'en'),
  ...(path !== undefined && { path }),
  ...(values !== undefined && { values }),
})

/** The same problem, said of one thing among several, such as a channel. */
export const reasonAbout = (name: string, given: Reason): Reason => ({
  ...given,
  message: `${name}: ${given.message}`,
  values: { ...given.values, about: name },
})

/** The sentence of a problem in the reader's language; what the table does not know stands as it came. */
export function sayReason({ code, message, says = code, values = {} }: Sayable, language: string): string {
  const text = (reasonTexts as ReasonTexts)[says]

  if (text === undefined) {
    return message
  }

  const spoken = languageOf(language)

  return `${fillText(ABOUT, values, spoken)}${fillText(text, values, spoken)}`
}

/** `says` names the sentence where `code` is a platform's own. */
type Sayable = Omit<Reason, 'path'> & { says?: string | undefined }

const ABOUT: Labels = { en: '[{{about}}: ]', zh: '[「{{about}}」：]' }

/** The sentence in both languages, for what shows one or the other by itself. */
export const labelsOfReason = (given: Reason): Labels => ({ en: sayReason(given, 'en'), zh: sayReason(given, 'zh') })
