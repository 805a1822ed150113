import type { MediaSnapshot, PostSnapshot, RenderedContent, VariantSnapshot } from '../domain/content.ts'
import { escapeHtml } from '../domain/escapeHtml.ts'
import type { ChannelPresets } from '../domain/presets/preset.ts'
import type { VisibleLabel } from '../domain/rendition/treatment.ts'

/** The pictures of a post as one channel shows them. */
export interface Drawing {
  /** All media that the post shows anywhere, as they were uploaded. */
  all: readonly MediaSnapshot[]
  /** The same medium with the addresses and measures of what is to be seen; the very same where that is the file as it is. */
  draw: (media: MediaSnapshot, place: keyof ChannelPresets) => MediaSnapshot
}

/** Says how pictures look with the labels that the content needs, beside that of AI. */
export type DrawWith = (labels: readonly VisibleLabel[]) => Drawing

export interface DrawPicturesArgs {
  drawing: Drawing
  post: PostSnapshot
  variant: VariantSnapshot | null
}

export interface DrawnPictures extends Omit<DrawPicturesArgs, 'drawing'> {
  /** Every address that stands for a file now. */
  paths: string[]
}

/**
 * Puts the addresses of renditions where those of files stood: in cover, gallery and variant, in the bodies, and in a text that began as
 * one of them. Null where every picture goes as it is.
 */
export function drawPictures({ drawing, post, variant }: DrawPicturesArgs): DrawnPictures | null {
  const paths = new Set<string>()

  const draw = (media: MediaSnapshot, place: keyof ChannelPresets): MediaSnapshot => {
    const drawn = drawing.draw(media, place)

    if (drawn !== media) {
      ;[drawn, ...Object.values(drawn.renditions)].forEach(({ url }) => paths.add(url))
    }

    return drawn
  }

  const drawAll = (media: readonly MediaSnapshot[]): MediaSnapshot[] => media.map((each) => draw(each, 'images'))
  const inBodies = drawing.all
    .map((media) => ({ drawn: draw(media, 'images'), media }))
    .filter(({ drawn, media }) => drawn !== media)
    // A longer name may begin with a shorter one.
    .sort((a, b) => b.media.url.length - a.media.url.length)
  const byId = new Map(inBodies.map((each) => [each.media.id, each.drawn]))
  const result = {
    post: {
      ...post,
      cover: post.cover && draw(post.cover, 'cover'),
      gallery: drawAll(post.gallery),
      locales: Object.fromEntries(
        Object.entries(post.locales).map(([locale, text]) => [locale, { ...text, html: drawHtml(text.html, byId) }]),
      ),
    },
    variant: variant && {
      ...variant,
      media: drawAll(variant.media),
      text: variant.text && inBodies.reduce(replaceAddress, variant.text),
    },
  }

  return paths.size === 0 ? null : { ...result, paths: [...paths] }
}

/** Works on HTML of our own making: `mediaHtml` names the medium and puts attributes in double quotes. */
const drawHtml = (html: string, byId: ReadonlyMap<string, MediaSnapshot>): string =>
  html.replace(/<img [^>]*data-media="([^"]*)"[^>]*>/g, (tag, id: string) => {
    const drawn = byId.get(id)

    return drawn === undefined
      ? tag
      : tag
          .replace(/ (height|width)="\d+"/g, (attribute, side: 'height' | 'width') =>
            drawn[side] === null ? attribute : ` ${side}="${drawn[side]}"`,
          )
          .replace(/ src="[^"]*"/, () => ` src="${escapeHtml(drawn.url)}"`)
  })

/** Whoever starts a variant from the master takes its Markdown, and with it the addresses of files. */
const replaceAddress = (text: string, { drawn, media }: { drawn: MediaSnapshot; media: MediaSnapshot }): string =>
  text.split(media.url).reduce((left, right) => left + (/^[\w%~-]|^\.\w/.test(right) ? media.url : drawn.url) + right)

/** Those of the addresses that stand in content that leaves. */
export const findPaths = (paths: readonly string[], content: RenderedContent): string[] => {
  const text = JSON.stringify(content)

  return paths.filter((path) => text.includes(path)).sort()
}
