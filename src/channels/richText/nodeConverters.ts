import type { MediaSnapshot } from '../../domain/content.ts'
import { escapeHtml } from '../../domain/escapeHtml.ts'
import { linkAddress } from './linkAddress.ts'
import { type RichTextNode, textOf } from './richTextNode.ts'

export interface ConverterArgs {
  node: RichTextNode
  nodesToHTML: (args: { nodes: RichTextNode[] }) => string[]
  parent: RichTextNode
  providedStyleTag: string
}

export type Converter = (args: ConverterArgs) => string

const inner = ({ node, nodesToHTML }: ConverterArgs): string => nodesToHTML({ nodes: node.children ?? [] }).join('')

/** A link that leads nowhere leaves its text; `findDeadLinks` names it. */
export const linkConverter: Converter = (args) => {
  const href = linkAddress(args.node)

  if (href === null) {
    return inner(args)
  }

  const target = args.node.fields?.['newTab'] === true ? ' rel="noopener noreferrer" target="_blank"' : ''

  return `<a href="${escapeHtml(href)}"${target}>${inner(args)}</a>`
}

export const listItemConverter: Converter = (args) => {
  const mark = args.parent['listType'] === 'check' ? (args.node['checked'] === true ? '☑ ' : '☐ ') : ''

  return `<li>${mark}${inner(args)}</li>`
}

export const tableConverters: Record<string, Converter> = {
  table: (args) => `<table><tbody>${inner(args)}</tbody></table>`,
  tablecell: (args) => {
    const tag = Number(args.node['headerState'] ?? 0) > 0 ? 'th' : 'td'

    return `<${tag}${span(args.node, 'colSpan')}${span(args.node, 'rowSpan')}>${inner(args)}</${tag}>`
  },
  tablerow: (args) => `<tr>${inner(args)}</tr>`,
}

export const uploadConverter =
  (findMedia: (value: unknown) => MediaSnapshot | null): Converter =>
  ({ node }) => {
    const media = findMedia(node['value'])

    return media === null ? '' : `<figure>${mediaHtml(media, textOf(node.fields?.['alt']))}</figure>`
  }

/** The element that shows a file: a picture, a player, or a link to it; `data-media` is the id by which adapters upload it. */
export function mediaHtml(media: MediaSnapshot, alt = ''): string {
  const src = escapeHtml(media.url)
  const label = escapeHtml(alt || media.alt)

  if (media.mimeType.startsWith('image/')) {
    const size = media.width && media.height ? ` height="${media.height}" width="${media.width}"` : ''

    return `<img alt="${label}" data-media="${escapeHtml(media.id)}"${size} src="${src}">`
  }

  return media.mimeType.startsWith('video/')
    ? `<video controls preload="metadata" src="${src}"></video>`
    : `<a href="${src}">${label || src}</a>`
}

function span(node: RichTextNode, name: 'colSpan' | 'rowSpan'): string {
  const count = Number(node[name] ?? 1)

  return Number.isInteger(count) && count > 1 ? ` ${name.toLowerCase()}="${count}"` : ''
}
