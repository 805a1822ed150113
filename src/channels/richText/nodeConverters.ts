import type { MediaSnapshot } from '../../domain/content.ts'
import { escapeHtml } from '../../domain/escapeHtml.ts'
import { LINK_ADDRESS } from '../../domain/writing/variables.ts'
import { type RichTextNode, textOf } from './richTextNode.ts'
import { safeUrl } from './safeUrl.ts'

export interface ConverterArgs {
  node: RichTextNode
  nodesToHTML: (args: { nodes: RichTextNode[] }) => string[]
  parent: RichTextNode
  providedStyleTag: string
}

export type Converter = (args: ConverterArgs) => string

const inner = ({ node, nodesToHTML }: ConverterArgs): string => nodesToHTML({ nodes: node.children ?? [] }).join('')

/** A link to a document of ours has no public address and leaves its text. */
export const linkConverter: Converter = (args) => {
  const { linkType, newTab, url } = args.node.fields ?? {}
  const href = linkType === 'internal' ? null : (variableAddress(textOf(url)) ?? safeUrl(textOf(url)))

  if (href === null) {
    return inner(args)
  }

  const target = newTab === true ? ' rel="noopener noreferrer" target="_blank"' : ''

  return `<a href="${escapeHtml(href)}"${target}>${inner(args)}</a>`
}

/** Payload encodes an address that it does not know for one, and so the variable too. */
function variableAddress(url: string): string | null {
  const written = url.replace(/%(?:20|7B|7D)/gi, decodeURIComponent).trim()

  return /^\{\{\s*link\s*\}\}$/.test(written) ? LINK_ADDRESS : null
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
