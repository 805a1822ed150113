import { escapeMarkup } from '../html.ts'

type Attributes = Record<string, string>
type Children = string | readonly (string | null)[]

/** What XML 1.0 cannot hold in any form, lone surrogates included. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** A text as the content of an element. */
export const xmlText = (text: string): string => escapeMarkup(text.replace(FORBIDDEN, ''))

/** One element; children are markup already, so texts go through `xmlText`. Null children are left out. */
export function xmlElement(name: string, attributes: Attributes, children: Children = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`)
  const content = typeof children === 'string' ? children : children.filter((child) => child !== null).join('')
  const opening = `<${name}${written.join('')}`

  return content === '' ? `${opening}/>` : `${opening}>${content}</${name}>`
}

/** An element with nothing but a text, or null for none. */
export const xmlLeaf = (name: string, text: string | null): string | null =>
  text === null || text === '' ? null : xmlElement(name, {}, xmlText(text))

export const xmlDocument = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
