import type { RenderedContent } from '../../domain/content.ts'
import { escapeHtml } from '../../domain/escapeHtml.ts'
import { type RenderedPost } from '../renderPost.ts'
import { isImage } from '../renderedMedia.ts'
import { textOf } from '../richText/richTextNode.ts'

const UNSUBSCRIBE = { en: 'Unsubscribe', zh: '退订' } as const

/** Subject, text and HTML of a post; pictures are fetched from our own address by those who read it. */
export function renderMail(post: RenderedPost, unsubscribeUrl: string): RenderedContent {
  const label = UNSUBSCRIBE[post.locale]
  const images = post.media.filter(isImage)
  const pictures = images.map(
    ({ alt, url }) =>
      `<p><img alt="${escapeHtml(alt)}" src="${escapeHtml(url)}" style="height:auto;max-width:100%"></p>`,
  )
  const footer =
    unsubscribeUrl === ''
      ? null
      : {
          html: `<p style="color:#666"><a href="${escapeHtml(unsubscribeUrl)}">${label}</a></p>`,
          text: `${label}: ${unsubscribeUrl}`,
        }
  const text = [post.text, footer?.text ?? '']

  return {
    // Named apart, so that the way out of the list is not taken for a way to buy.
    ...(footer !== null && { footer }),
    html: `<!doctype html><html lang="${post.locale}"><body>${pictures.join('')}${post.html}${footer?.html ?? ''}</body></html>`,
    text: text.filter((part) => part !== '').join('\n\n'),
    title: (post.title || post.excerpt || post.text).replace(/\s+/g, ' ').trim(),
  }
}

export interface BuildMailArgs {
  at: Date
  from: string
  publicationId: string
  rendered: RenderedContent
  to: string
  unsubscribeUrl: string
}

/** What goes into the mail; its id is made of the publication's and of the sender's domain. */
export function buildMail({ at, from, publicationId, rendered, to, unsubscribeUrl }: BuildMailArgs) {
  const sender = addressIn(from)
  const isOneClick = unsubscribeUrl.startsWith('https://')

  return {
    date: at,
    from,
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl || `mailto:${sender}?subject=unsubscribe`}>`,
      ...(isOneClick && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    html: textOf(rendered['html']),
    messageId: `<${publicationId}@${sender.split('@').at(-1) ?? 'localhost'}>`,
    subject: textOf(rendered['title']),
    text: textOf(rendered['text']),
    to,
  }
}

/** `Brand <news@brand.example>` or the bare address. */
export const addressIn = (from: string): string => /<([^<>]+)>/.exec(from)?.[1] ?? from.trim()
