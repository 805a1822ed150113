import type { RenderArgs } from '../../domain/channelAdapter.ts'
import { composeText } from '../composeText.ts'
import { isImage } from '../renderedMedia.ts'
import { type RenderedMedia, renderPost } from '../renderPost.ts'

/** What leaves: one text with a link, and its pictures. */
export interface WeiboStatus {
  media: RenderedMedia[]
  text: string
}

export interface RenderStatusArgs extends Omit<RenderArgs, 'limits'> {
  /** Stands at the end where the text has no link to a safe domain; empty for none. */
  link: string
  publicUrl: string
  safeDomains: readonly string[]
}

/** The title and the text; topics are left out, because statuses/share takes none. */
export function renderStatus({ link, safeDomains, ...args }: RenderStatusArgs): WeiboStatus {
  const { media, text, title } = renderPost(args)
  const words = composeText({ text, title, topics: [] })
  const needsLink = link !== '' && !hasSafeLink(words, safeDomains)

  return { media: media.filter(isImage), text: needsLink ? `${words}\n\n${link}` : words }
}

/** A link ends at a space, a 汉字 or full-width punctuation. */
const LINKS = /https?:\/\/[^\s\p{Script=Han}，。；：！？（）【】《》“”、]+/gu

/** Whether a text links to one of the domains, or below it. */
export const hasSafeLink = (text: string, safeDomains: readonly string[]): boolean =>
  [...text.matchAll(LINKS)].some(([url]) => {
    const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: '' }

    return safeDomains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
  })

/** `#话题#` as people write it on Weibo. */
export const hasTopic = (text: string): boolean => /#[^#\s][^#\n]*#/.test(text.replace(LINKS, ''))
