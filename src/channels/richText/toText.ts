import { readProductCard } from './productCard.ts'
import { type RichTextDocument, type RichTextNode, textOf } from './richTextNode.ts'

/**
 * The plain text of a post's body: paragraphs apart by an empty line, list items with their mark, cells by ` | `.
 *
 * Pictures leave nothing behind, because the platforms that take plain text show them apart.
 */
export function richTextToText(document: RichTextDocument): string {
  return blocksOf(document.root)
    .join('\n\n')
    .replace(/[^\S\n]+\n/g, '\n')
    .trim()
}

const blocksOf = (node: RichTextNode): string[] =>
  (node.children ?? []).map((child) => blockText(child)).filter((text) => text !== '')

function blockText(node: RichTextNode): string {
  switch (node.type) {
    case 'list':
      return listText(node, 0)
    case 'table':
      return (node.children ?? [])
        .map((row) => (row.children ?? []).map((cell) => blocksOf(cell).join(' ')).join(' | '))
        .join('\n')
    case 'block':
      return embeddedText(node)
    default:
      return inlineText(node)
  }
}

function listText(list: RichTextNode, depth: number): string {
  let number = typeof list['start'] === 'number' ? list['start'] : 1

  return (list.children ?? [])
    .map((item) => {
      const nested = (item.children ?? []).filter((child) => child.type === 'list')
      const own = inlineText({ ...item, children: (item.children ?? []).filter((child) => child.type !== 'list') })
      const mark = list['listType'] === 'number' ? `${number}. ` : '• '

      number += own === '' ? 0 : 1

      return [
        ...(own === '' ? [] : ['  '.repeat(depth) + mark + own]),
        ...nested.map((one) => listText(one, depth + 1)),
      ].join('\n')
    })
    .join('\n')
}

function inlineText(node: RichTextNode): string {
  if (node.type === 'linebreak') {
    return '\n'
  }

  if (node.type === 'tab') {
    return '\t'
  }

  return textOf(node['text']) + (node.children ?? []).map(inlineText).join('')
}

function embeddedText({ fields = {} }: RichTextNode): string {
  const blockType = textOf(fields['blockType']).toLowerCase()

  if (blockType === 'code') {
    return textOf(fields['code'])
  }

  const { name, note, price, url } = readProductCard(fields)

  return [name, price, note, url].filter((part) => part !== '').join(' ')
}
