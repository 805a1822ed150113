import type { RenderedMedia } from '../renderPost.ts'

/** The most of one section. */
const MAX_SECTION = 3_000

/** Slack reads three signs as its own; links and marks are made of them. */
export const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An account by its id, as Slack wants it; a name is only text. */
export const mentionOnSlack = (handle: string): string =>
  /^[UW][A-Z0-9]{6,}$/.test(handle) ? `<@${handle}>` : `@${handle}`

/** The same of a text in which accounts are mentioned. */
export const escapeText = (text: string): string => escapeSlack(text).replace(/&lt;(@[UW][A-Z0-9]{6,})&gt;/g, '<$1>')

/** Text and pictures as blocks; pictures are fetched by Slack from their address. */
export function blocksOf(text: string, images: readonly RenderedMedia[]): Record<string, unknown>[] {
  const sections = partsOf(text).map((part) => ({ text: { text: part, type: 'mrkdwn' }, type: 'section' }))

  return [
    ...sections,
    ...images.map(({ alt, url }) => ({ alt_text: (alt || '图').slice(0, 2_000), image_url: url, type: 'image' })),
  ]
}

/** Cut at the end of a line where there is one, and never inside of an escaped sign or a pair of UTF-16 units. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let rest = text

  while (rest.length > MAX_SECTION) {
    const window = rest.slice(0, MAX_SECTION)
    const line = window.lastIndexOf('\n')
    const safe = window.replace(/&[a-z]*$|[\ud800-\udbff]$/, '')
    const cut = line > 0 ? line : safe.length

    parts.push(rest.slice(0, cut))
    rest = rest.slice(cut).replace(/^\n/, '')
  }

  return rest === '' ? parts : [...parts, rest]
}
