import type { RenderArgs } from '../../domain/channelAdapter.ts'
import { composeText } from '../composeText.ts'
import { isImage } from '../renderedMedia.ts'
import { type RenderedMedia, renderPost } from '../renderPost.ts'
import type { ArticleType } from './manifest.ts'
import { imageHtml, toWechatHtml } from './toWechatHtml.ts'

/** What leaves; `prepare` puts in what WeChat calls the pictures. */
export interface WechatArticle {
  articleType: ArticleType
  author: string
  /** HTML of an article, with our own addresses of its pictures; plain text of a picture message. */
  content: string
  /** Behind "Read more"; empty for none. */
  contentSourceUrl: string
  /** Of an article; a picture message begins with its first picture. */
  coverId: string | null
  digest: string
  /** Ids in order: in the text of an article, or those that a picture message shows. */
  images: string[]
  leftOutLinks: string[]
  /** The pictures beside the text, the cover first. */
  media: RenderedMedia[]
  title: string
}

export interface RenderArticleArgs extends Omit<RenderArgs, 'limits'> {
  articleType: ArticleType
  author: string
  linkHosts: readonly string[]
  publicUrl: string
}

/** The longest address behind "Read more", in bytes. */
const MAX_SOURCE_URL_BYTES = 1_024

/**
 * An article: the first picture is its cover, the others follow the text. A picture message: all pictures, the plain text, and the
 * topics as hashtags.
 */
export function renderArticle({ articleType, author, linkHosts, ...args }: RenderArticleArgs): WechatArticle {
  const post = renderPost(args)
  const pictures = post.media.filter(isImage)
  const html = toWechatHtml({ html: post.html, isLinkAllowed: (url) => leadsTo(url, linkHosts) })
  const shared = {
    author,
    contentSourceUrl: html.leftOutLinks.find(fitsReadMore) ?? '',
    digest: post.excerpt,
    leftOutLinks: html.leftOutLinks,
    media: pictures,
    title: post.title,
  }

  if (articleType === 'newspic') {
    return {
      ...shared,
      articleType,
      content: composeText({ ...post, title: '' }),
      coverId: null,
      images: pictures.map(({ id }) => id),
    }
  }

  const [cover, ...rest] = pictures
  const shown = rest.filter(({ id }) => !html.images.includes(id))

  return {
    ...shared,
    articleType,
    content: html.content + shown.map(imageHtml).join(''),
    coverId: cover?.id ?? html.images[0] ?? null,
    images: [...html.images, ...shown.map(({ id }) => id)],
  }
}

const fitsReadMore = (url: string): boolean => /^https?:/i.test(url) && Buffer.byteLength(url) <= MAX_SOURCE_URL_BYTES

const leadsTo = (url: string, hosts: readonly string[]): boolean => {
  const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: '' }

  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
}
