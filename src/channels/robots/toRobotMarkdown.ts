import { readHtml } from '../richText/readHtml.ts'

/**
 * A post's HTML as the Markdown that group robots know: headings, bold, links, quotes, lists.
 *
 * They know no escapes, so nothing is escaped; pictures and films leave nothing behind, and table cells stand in one line.
 */
export function toRobotMarkdown(html: string): string {
  const links: string[] = []
  const lists: { isNumbered: boolean; items: number }[] = []
  let text = ''

  for (const token of readHtml(html)) {
    if (token.type === 'text') {
      text += token.text
    } else if (token.type === 'close') {
      text += closeOf(token.tag, links)

      if (LISTS.has(token.tag)) {
        lists.pop()
      }
    } else {
      if (LISTS.has(token.tag)) {
        lists.push({ isNumbered: token.tag === 'ol', items: 0 })
      } else if (token.tag === 'a') {
        links.push(token.attributes['href'] ?? '')
      }

      text += token.tag === 'li' ? itemMark(lists) : openOf(token.tag)
    }
  }

  return text
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const LISTS = new Set(['ol', 'ul'])
const BLOCKS = new Set(['aside', 'blockquote', 'figure', 'ol', 'p', 'pre', 'table', 'ul'])

function openOf(tag: string): string {
  if (/^h[1-6]$/.test(tag)) {
    return `\n\n${'#'.repeat(Number(tag[1]))} `
  }

  switch (tag) {
    case 'a':
      return '['
    case 'blockquote':
      return '\n\n> '
    case 'br':
      return '\n'
    case 'strong':
      return '**'
    case 'td':
    case 'th':
      return ' '
    case 'tr':
      return '\n'
    default:
      return BLOCKS.has(tag) ? '\n\n' : ''
  }
}

function closeOf(tag: string, links: string[]): string {
  if (tag === 'a') {
    return `](${links.pop() ?? ''})`
  }

  return tag === 'strong' ? '**' : BLOCKS.has(tag) || /^h[1-6]$/.test(tag) ? '\n\n' : ''
}

function itemMark(lists: { isNumbered: boolean; items: number }[]): string {
  const list = lists.at(-1)

  if (list === undefined) {
    return '\n- '
  }

  list.items += 1

  return `\n${'  '.repeat(lists.length - 1)}${list.isNumbered ? `${list.items}.` : '-'} `
}
