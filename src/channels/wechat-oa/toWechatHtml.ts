import { escapeHtml } from '../../domain/escapeHtml.ts'
import { type HtmlToken, readHtml } from '../richText/readHtml.ts'
import { STYLES } from './styles.ts'

export interface WechatHtml {
  /** Ready to be shown; `fillImages` puts in the addresses that WeChat gives to the pictures. */
  content: string
  /** Ids of the pictures in the text, in order, each once. */
  images: string[]
  /** Addresses that WeChat does not let stand in an article; their words stay. */
  leftOutLinks: string[]
}

export interface ToWechatHtmlArgs {
  html: string
  isLinkAllowed: (url: string) => boolean
}

/** Of what editors set, only this may stand beside our own styles. */
const KEPT_STYLE = /(?:text-align: ?(?:center|end|justify|left|right|start)|text-decoration: ?[a-z-]+);?/g
const VOID = new Set(['br', 'hr', 'img'])

/** An article's HTML as WeChat shows it: styles on each element, pictures by id, links only to where they may lead; no films, no scripts. */
export function toWechatHtml({ html, isLinkAllowed }: ToWechatHtmlArgs): WechatHtml {
  const images = new Set<string>()
  const leftOutLinks: string[] = []
  const openLinks: boolean[] = []

  const write = (token: HtmlToken): string => {
    if (token.type === 'text') {
      return escapeHtml(token.text)
    }

    const { tag, type } = token
    const style = STYLES[tag]

    if (style === undefined) {
      return ''
    }

    if (type === 'close') {
      return VOID.has(tag) || (tag === 'a' && openLinks.pop() !== true) ? '' : `</${nameOf(tag)}>`
    }

    if (tag === 'a') {
      const href = token.attributes['href'] ?? ''
      const isKept = isLinkAllowed(href)

      openLinks.push(isKept)

      if (!isKept) {
        leftOutLinks.push(href)

        return ''
      }
    }

    if (tag === 'img') {
      const id = token.attributes['data-media'] ?? ''

      if (id === '') {
        return ''
      }

      images.add(id)
    }

    return `<${nameOf(tag)}${attributesOf(token, style)}>`
  }

  // What is left of the frame around a film.
  const content = Array.from(readHtml(html), write).join('').replace(EMPTY_SECTION, '')

  return { content, images: [...images], leftOutLinks }
}

/** A picture in the text, with our own address of it. */
export const imageHtml = ({ alt, id, url }: { alt: string; id: string; url: string }): string =>
  `<section style="${STYLES['figure']}"><img${attributesText({ alt, 'data-media': id, src: url, style: STYLES['img'] ?? '' })}></section>`

/** Puts the addresses that WeChat gave in the place of ours. */
export const fillImages = (content: string, addressOf: (id: string) => string): string =>
  content.replace(/ data-media="([\w-]+)" src="[^"]*"/g, (_whole, id: string) => ` src="${escapeHtml(addressOf(id))}"`)

const EMPTY_SECTION = /<section(?: style="[^"]*")?><\/section>/g

/** WeChat's own editor writes sections where the web has these. */
const nameOf = (tag: string): string => (tag === 'figure' || tag === 'aside' ? 'section' : tag)

function attributesOf({ attributes, tag }: Extract<HtmlToken, { type: 'open' }>, ours: string): string {
  const own = [...(attributes['style'] ?? '').matchAll(KEPT_STYLE)].map(([rule]) => rule.replace(/;?$/, ';')).join('')
  const kept = { ...KEPT[tag]?.(attributes), ...(ours + own !== '' && { style: ours + own }) }

  return attributesText(kept)
}

type Attributes = Readonly<Record<string, string>>

const attributesText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('')

const pick =
  (...names: string[]) =>
  (attributes: Attributes): Attributes =>
    Object.fromEntries(names.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])))

/** What an element needs beside its looks. */
const KEPT: Readonly<Record<string, (attributes: Attributes) => Attributes>> = {
  a: pick('href'),
  img: pick('alt', 'data-media', 'src'),
  td: pick('colspan', 'rowspan'),
  th: pick('colspan', 'rowspan'),
}
