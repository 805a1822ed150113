import type { Labels } from '../labels.ts'

/** What may stand in a text as `{{name}}`; each post and channel has its own values. */
export const VARIABLES = ['link', 'code', 'kol'] as const

export type Variable = (typeof VARIABLES)[number]

/** Null where the post has nothing to put in. */
export type VariableValues = Readonly<Record<Variable, string | null>> & {
  /** What `{{kol}}` stands for in a mention: an account, because a name may be that of a stranger there. Absent for none. */
  readonly handle?: string | null
}

export const variableLabels: Readonly<Record<Variable, Labels>> = {
  code: { en: 'Promo code', zh: '优惠码' },
  kol: { en: 'Partner', zh: '合作达人' },
  link: { en: 'Tracking link', zh: '追踪链接' },
}

/** `{{name}}`, with or without spaces inside. */
const PLACE = /\{\{\s*([\p{L}\p{N}_-]+)\s*\}\}/gu

export const isVariable = (name: string): name is Variable => VARIABLES.some((known) => known === name)

/** As variables are written everywhere: without spaces inside. */
export const trimVariables = (text: string): string => text.replace(PLACE, '{{$1}}')

/** The names in a text, each once, known or not. */
export const findVariables = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(PLACE), ([, name = '']) => name)),
]

/** Puts the values in; what is unknown or has none stays as it was written. */
export const fillVariables = (text: string, values: VariableValues): string =>
  text.replace(PLACE, (whole, name: string) => (isVariable(name) ? (values[name] ?? whole) : whole))
