import { type DeadLink, isVariableAddress } from '../../domain/writing/linkAddress.ts'
import { trimVariables } from '../../domain/writing/variables.ts'
import { type RichTextDocument, type RichTextNode, textOf, walk } from './richTextNode.ts'
import { safeUrl } from './safeUrl.ts'

/** Where a link leads, variables as they are written, or null where it leads nowhere: a document of ours has no public address. */
export function linkAddress({ fields = {} }: RichTextNode): string | null {
  if (fields['linkType'] === 'internal') {
    return null
  }

  const url = textOf(fields['url'])
  const written = trimVariables(decodeVariables(url)).trim()

  return isVariableAddress(written) ? written : safeUrl(url)
}

/** Links of a body that lead nowhere, in the order of reading. */
export const findDeadLinks = ({ root }: RichTextDocument): DeadLink[] =>
  [...walk(root)]
    .filter((node) => LINKS.has(node.type) && linkAddress(node) === null)
    .map((node) => ({ address: decodeVariables(textOf(node.fields?.['url'])), words: wordsOf(node) }))

const LINKS = new Set(['autolink', 'link'])

/** Payload encodes an address that it does not know for one, and so the variables in it. */
const decodeVariables = (url: string): string =>
  url.replace(/%7B%7B(.*?)%7D%7D/gi, (_whole, name: string) => `{{${name.replaceAll('%20', ' ')}}}`)

const wordsOf = (node: RichTextNode): string =>
  [...walk(node)]
    .map((each) => textOf(each['text']))
    .join('')
    .trim()
