import type { Finding } from '../domain/channelAdapter.ts'
import { DEFAULT_LOCALE } from '../domain/content.ts'
import type { LocalisedText, PostSnapshot, RenderedContent, VariantSnapshot } from '../domain/content.ts'
import { escapeHtml } from '../domain/escapeHtml.ts'
import { reason, type ReasonCode } from '../domain/reasons/reason.ts'
import { fillHtmlLinks, fillMarkdownLinks } from './fillLinks.ts'
import {
  fillVariables,
  findVariables,
  isVariable,
  VARIABLES,
  type VariableValues,
} from '../domain/writing/variables.ts'

/** A post with its variables filled in; what is unknown or has no value stays as it was written. */
export const fillPost = (post: PostSnapshot, values: VariableValues): PostSnapshot => ({
  ...post,
  locales: Object.fromEntries(
    Object.entries(post.locales).map(([locale, text]) => [locale, fillLocalised(text, values)]),
  ),
})

export interface FillVariantArgs {
  /** Whether a variant's text is Markdown there. */
  isMarkdown: boolean
  values: VariableValues
  variant: VariantSnapshot | null
}

/** The same of a variant. */
export function fillVariant({ isMarkdown, values, variant }: FillVariantArgs): VariantSnapshot | null {
  if (variant === null) {
    return null
  }

  const fill = (text: string | null): string | null => (text === null ? null : fillVariables(text, values))
  const { firstComment, mentions, text, title } = variant
  // Whoever has the partner's name as their account there would be told of a post that is not about them.
  const called: VariableValues = { ...values, kol: values.handle ?? null }
  const { deadLinks, text: linked } =
    isMarkdown && text !== null ? fillMarkdownLinks(text, values) : { deadLinks: [], text }

  return {
    ...variant,
    ...(deadLinks.length > 0 && { deadLinks }),
    firstComment: fill(firstComment),
    ...(mentions !== undefined && { mentions: mentions.map((mention) => fillVariables(mention, called)) }),
    text: fill(linked),
    title: fill(title),
  }
}

function fillLocalised(written: LocalisedText, values: VariableValues): LocalisedText {
  const { excerpt, html, text, title, unlabelledFilms } = written
  const links = fillHtmlLinks(html, values)
  const deadLinks = [...(written.deadLinks ?? []), ...links.deadLinks]

  return {
    ...(deadLinks.length > 0 && { deadLinks }),
    excerpt: fillVariables(excerpt, values),
    html: fillHtml(links.text, values),
    text: fillVariables(text, values),
    title: fillVariables(title, values),
    ...(unlabelledFilms && { unlabelledFilms }),
  }
}

const TAGS = /(<[^>]*>)/

/** A link becomes one that can be clicked, except inside of one; works on HTML of our own making. */
function fillHtml(html: string, values: VariableValues): string {
  const { code, kol, link } = values
  const escaped: VariableValues = {
    code: code === null ? null : escapeHtml(code),
    kol: kol === null ? null : escapeHtml(kol),
    link: link === null ? null : escapeHtml(link),
  }
  const clickable: VariableValues = {
    ...escaped,
    link: escaped.link === null ? null : `<a href="${escaped.link}">${escaped.link}</a>`,
  }
  let isInLink = false

  return html
    .split(TAGS)
    .map((part) => {
      if (part.startsWith('<')) {
        isInLink = /^<a[\s>]/i.test(part) || (isInLink && !/^<\/a>/i.test(part))

        return part
      }

      return fillVariables(part, isInLink ? escaped : clickable)
    })
    .join('')
}

export interface FindUnfilledArgs {
  /** With its variables filled in. */
  post: PostSnapshot
  rendered: RenderedContent
  variant: VariantSnapshot | null
}

/** Variables that would be read as they are written: unknown ones, and those that have no value here. */
export function findUnfilled({ post, rendered, variant }: FindUnfilledArgs): Finding[] {
  // Readers of the delivery API may ask for any language.
  const said = { ...rendered, mentions: variant?.mentions, translations: translationsOf(post).map(withoutDeadLinks) }
  const texts = Object.entries(said).flatMap(([key, value]) =>
    textsIn(value).map((text) => ({ path: PATHS[key] ?? 'text', text })),
  )
  const whole = placesOf(texts, findVariables)
  const split = [...placesOf(texts, (text) => findVariables(withoutFormats(text)))].filter(([name]) => !whole.has(name))

  return [
    ...[...whole].map(([name, path]) => findingOf(isVariable(name) ? EMPTY[name] : 'VARIABLE_UNKNOWN', name, path)),
    ...split.map(([name, path]) => findingOf(isVariable(name) ? 'VARIABLE_SPLIT' : 'VARIABLE_UNKNOWN', name, path)),
  ]
}

/** The names that a way of looking finds in texts, each with the part where it stands first. */
function placesOf(
  texts: readonly { path: string; text: string }[],
  find: (text: string) => string[],
): Map<string, string> {
  const places = new Map<string, string>()

  for (const { path, text } of texts) {
    find(text).forEach((name) => places.set(name, places.get(name) ?? path))
  }

  return places
}

const findingOf = (code: ReasonCode, name: string, path: string): Finding => ({
  ...reason(code, {
    path,
    values: { known: VARIABLES.map((known) => `{{${known}}}`).join(' '), variable: `{{${name}}}` },
  }),
  severity: 'error',
})

/** What readers see of HTML or Markdown, near enough to find a variable that formats stand inside of. */
const withoutFormats = (text: string): string => text.replace(/<[^>]*>|[\\*~`]/g, '')

const EMPTY = { code: 'VARIABLE_CODE_EMPTY', kol: 'VARIABLE_KOL_EMPTY', link: 'VARIABLE_LINK_EMPTY' } as const

const PATHS: Readonly<Record<string, string | undefined>> = {
  excerpt: 'excerpt',
  firstComment: 'firstComment',
  mentions: 'mentions',
  title: 'title',
}

const translationsOf = ({ locales }: PostSnapshot): LocalisedText[] =>
  Object.entries(locales).flatMap(([locale, text]) => (locale === DEFAULT_LOCALE ? [] : [text]))

/**
 * Links of which only the words would be left.
 *
 * An address that hangs on a variable stands in the way: elsewhere it may lead somewhere. One that never was an address
 * is only told, because many platforms show no addresses of links at all.
 */
export function findDeadLinks({ post, variant }: Omit<FindUnfilledArgs, 'rendered'>): Finding[] {
  const own = (variant?.text ?? null) === null ? post.locales[DEFAULT_LOCALE]?.deadLinks : variant?.deadLinks
  const links = [own, ...translationsOf(post).map(({ deadLinks }) => deadLinks)].flatMap((found) => found ?? [])

  return links.map(({ address, words }) => ({
    ...reason('LINK_LEADS_NOWHERE', { path: 'text', values: { address, words } }),
    severity: findVariables(address).length > 0 ? 'error' : 'warning',
  }))
}

const withoutDeadLinks = ({ excerpt, html, text, title }: LocalisedText): unknown => ({ excerpt, html, text, title })

/** All texts inside of a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value]
  }

  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
