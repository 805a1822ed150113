import { escapeHtml } from '../domain/escapeHtml.ts'
import { type DeadLink, fillAddress, isVariableAddress, replaceMarkdownLinks } from '../domain/writing/linkAddress.ts'
import { fillVariables, type VariableValues } from '../domain/writing/variables.ts'
import { unescapeHtml } from './richText/readHtml.ts'

interface FilledLinks {
  /** Those whose address came out as none; only their words are left. */
  deadLinks: DeadLink[]
  text: string
}

const LINK = /<a href="([^"]*\{\{[^"]*)"([^>]*)>(.*?)<\/a>/gsu

/** Fills the variables in the addresses of links; works on HTML of our own making. */
export function fillHtmlLinks(html: string, values: VariableValues): FilledLinks {
  const deadLinks: DeadLink[] = []
  const text = html.replace(LINK, (_whole, href: string, rest: string, inside: string) => {
    const address = unescapeHtml(href)
    const filled = fillAddress(address, values)

    if (filled !== null) {
      return `<a href="${escapeHtml(filled)}"${rest}>${inside}</a>`
    }

    deadLinks.push({ address, words: fillVariables(unescapeHtml(inside.replace(/<[^>]*>/g, '')), values) })

    return inside
  })

  return { deadLinks, text }
}

/** The same in Markdown. */
export function fillMarkdownLinks(markdown: string, values: VariableValues): FilledLinks {
  const deadLinks: DeadLink[] = []
  const text = replaceMarkdownLinks(markdown, ({ address, whole, words }) => {
    if (!isVariableAddress(address)) {
      return whole
    }

    const filled = fillAddress(address, values)

    if (filled !== null) {
      return `[${words}](${filled})`
    }

    deadLinks.push({ address, words: fillVariables(words, values) })

    return words
  })

  return { deadLinks, text }
}
