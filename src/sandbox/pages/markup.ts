import { escapeHtml } from '../../domain/escapeHtml.ts'

/** HTML that is already safe; made only by `html`. */
export class Markup {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

type Part = Markup | null | number | readonly Part[] | string | undefined

/** A template whose values are escaped unless they are themselves made by it; lists are joined, null is nothing. */
export const html = (strings: TemplateStringsArray, ...values: Part[]): Markup =>
  new Markup(strings.reduce((out, text, index) => out + sourceOf(values[index - 1]) + text))

function sourceOf(value: Part): string {
  if (value === null || value === undefined) {
    return ''
  }

  if (value instanceof Markup) {
    return value.source
  }

  return typeof value === 'string' || typeof value === 'number'
    ? escapeHtml(String(value))
    : value.map((part) => sourceOf(part)).join('')
}
