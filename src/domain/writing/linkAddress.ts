import { isWebUrl } from '../webUrl.ts'
import { fillVariables, findVariables, type VariableValues } from './variables.ts'

/** A link of a text that leads nowhere: only its words are left. */
export interface DeadLink {
  /** As it was written, with the names of variables. */
  address: string
  words: string
}

/** Whether an address says where it leads only by variables; what a script could begin with is none. */
export const isVariableAddress = (written: string): boolean =>
  findVariables(written).length > 0 && /^(?:https?:\/\/|\{\{)/i.test(written)

/**
 * The address of a link with its variables filled in: as it is at the front, encoded behind that.
 *
 * What is unknown or has no value stays as it was written. Null where all have a value and it is no address.
 */
export function fillAddress(written: string, values: VariableValues): string | null {
  const { code, kol, link } = values
  const [, front = '', rest = ''] = /^(\{\{[^{}]*\}\})?(.*)$/su.exec(written) ?? []
  const filled = fillVariables(front, values) + fillVariables(rest, encoded({ code, kol, link }))

  if (findVariables(filled).length > 0) {
    return isVariableAddress(filled) ? filled : written
  }

  return isWebUrl(filled) ? filled : null
}

const encoded = ({ code, kol, link }: VariableValues): VariableValues => ({
  code: encode(code),
  kol: encode(kol),
  link: encode(link),
})

/** Brackets too: they would end the address of a link of Markdown. */
const encode = (value: string | null): string | null =>
  value === null ? null : encodeURIComponent(value).replaceAll('(', '%28').replaceAll(')', '%29')

/** A link of Markdown, with its words and its address. */
const MARKDOWN_LINK = /(?<!!)\[([^[\]\n]*)\]\(([^()\n]*)\)/gu

/** Gives each link of Markdown another form. */
export const replaceMarkdownLinks = (markdown: string, write: (link: DeadLink & { whole: string }) => string): string =>
  markdown.replace(MARKDOWN_LINK, (whole: string, words: string, address: string) => write({ address, whole, words }))
