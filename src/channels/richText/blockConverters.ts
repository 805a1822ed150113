import type { MediaSnapshot } from '../../domain/content.ts'
import { escapeHtml } from '../../domain/escapeHtml.ts'
import { type Converter, mediaHtml } from './nodeConverters.ts'
import { readProductCard } from './productCard.ts'
import { textOf } from './richTextNode.ts'
import { safeUrl } from './safeUrl.ts'

/** How the blocks that editors may put into a body look as HTML. */
export function blockConverters(findMedia: (value: unknown) => MediaSnapshot | null): Record<string, Converter> {
  const code: Converter = ({ node }) => {
    const language = textOf(node.fields?.['language']).replace(/[^\w+-]/g, '')
    const className = language === '' ? '' : ` class="language-${language}"`

    return `<pre><code${className}>${escapeHtml(textOf(node.fields?.['code']))}</code></pre>`
  }
  const productCard: Converter = ({ node }) => {
    const card = readProductCard(node.fields ?? {})
    const media = findMedia(card.mediaId)
    const href = safeUrl(card.url)
    const name = href === null ? escapeHtml(card.name) : `<a href="${escapeHtml(href)}">${escapeHtml(card.name)}</a>`

    return [
      '<aside class="product-card">',
      media === null ? '' : mediaHtml(media),
      `<p><strong>${name}</strong></p>`,
      card.price === '' ? '' : `<p>${escapeHtml(card.price)}</p>`,
      card.note === '' ? '' : `<p>${escapeHtml(card.note)}</p>`,
      '</aside>',
    ].join('')
  }

  return { Code: code, code, postCard: productCard, product: productCard, productCard }
}
