import type { Labels } from '../labels.ts'
import { sayInstant } from './sayInstant.ts'
import { valueWords } from './valueWords.ts'

/** Sentences by code, in both languages, with `{{value}}`; what stands in `[…]` is left out where its value is missing. */
export type ReasonTexts = Readonly<Record<string, Labels>>

export type ReasonValues = Readonly<Record<string, number | string>>

/** Any language that is not Chinese reads English. */
export const languageOf = (tag: string): keyof Labels => (tag.startsWith('zh') ? 'zh' : 'en')

const OPTIONAL = /\[([^[\]]*\{\{(\w+)\}\}[^[\]]*)\]/g
const PLACE = /\{\{(\w+)\}\}/g

/**
 * Says a text with its values; words of ours among them are said in the same language, and instants in the zone `timeZone`
 * where one is given. `over` is by how much `count` is over `max`.
 */
export function fillText(text: Labels, given: ReasonValues, language: keyof Labels): string {
  const values = withInstants(withOverrun(given, language), language)
  const isGiven = (name: string): boolean => values[name] !== undefined && values[name] !== ''

  return text[language]
    .replace(OPTIONAL, (_all, inner: string, name: string) => (isGiven(name) ? inner : ''))
    .replace(PLACE, (_all, name: string) => sayValue(values[name] ?? '', language))
}

/** In Chinese two half-width characters are said as one 字, which is how people count and what platforms print. */
function withOverrun(values: ReasonValues, language: keyof Labels): ReasonValues {
  const { count, max, unit } = values

  if (typeof count !== 'number' || typeof max !== 'number') {
    return values
  }

  const said = (width: number): number => (unit === 'half-width' && language === 'zh' ? width / 2 : width)

  return { ...values, count: said(count), max: said(max), over: said(count - max) }
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

function withInstants(values: ReasonValues, language: keyof Labels): ReasonValues {
  const { timeZone } = values

  return typeof timeZone !== 'string'
    ? values
    : Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'string' && INSTANT.test(value) ? sayInstant({ at: value, language, timeZone }) : value,
        ]),
      )
}

const sayValue = (value: number | string, language: keyof Labels): string =>
  valueWords[value]?.[language] ?? String(value)
