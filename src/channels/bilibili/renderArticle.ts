import type { RenderArgs } from '../../domain/channelAdapter.ts'
import { escapeHtml } from '../../domain/escapeHtml.ts'
import { readHtml } from '../richText/readHtml.ts'
import { isImage } from '../renderedMedia.ts'
import { type RenderedMedia, renderPost } from '../renderPost.ts'

/** What leaves; `prepare` puts in what Bilibili calls the pictures. */
export interface BilibiliArticle {
  /** HTML, with our own addresses of its pictures. */
  content: string
  coverId: string | null
  /** Ids in order: the cover, those in the text, those after it. */
  images: string[]
  media: RenderedMedia[]
  summary: string
  tags: string[]
  /** The words alone, as the limits count them. */
  text: string
  title: string
}

/** An article: the first picture is its cover, the others follow the text. */
export function renderArticle(args: Omit<RenderArgs, 'limits'> & { publicUrl: string }): BilibiliArticle {
  const { excerpt, html, media, text, title, topics } = renderPost(args)
  const pictures = media.filter(isImage)
  const [cover, ...rest] = pictures
  const inText = imagesIn(html)
  const shown = rest.filter(({ id }) => !inText.includes(id))

  return {
    content: html + shown.map(imageHtml).join(''),
    coverId: cover?.id ?? inText[0] ?? null,
    images: [...new Set([...(cover === undefined ? [] : [cover.id]), ...inText, ...shown.map(({ id }) => id)])],
    media: pictures,
    summary: excerpt,
    tags: topics,
    text,
    title,
  }
}

/** Puts the addresses that Bilibili gave in the place of ours. */
export const fillImages = (content: string, addressOf: (id: string) => string): string =>
  content.replace(
    / data-media="([\w-]+)"([^>]*?) src="[^"]*"/g,
    (_whole, id: string, between: string) => `${between} src="${escapeHtml(addressOf(id))}"`,
  )

const imageHtml = ({ alt, id, url }: RenderedMedia): string =>
  `<figure><img alt="${escapeHtml(alt)}" data-media="${escapeHtml(id)}" src="${escapeHtml(url)}"></figure>`

const imagesIn = (html: string): string[] =>
  Array.from(readHtml(html))
    .map((token) => (token.type === 'open' && token.tag === 'img' ? (token.attributes['data-media'] ?? '') : ''))
    .filter((id) => id !== '')
