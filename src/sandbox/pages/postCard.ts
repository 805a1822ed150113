import type { SandboxMedia } from '../records.ts'
import type { StoredPost } from '../sandboxStore.ts'
import { toneOf } from './avatar.ts'
import { instant } from './instant.ts'
import { html, type Markup } from './markup.ts'
import { link, type PageContext } from './page.ts'
import { TEXTS } from './texts.ts'

/** A post in the stream of a phone: its picture or, without one, its title as a poster. */
export function postCard(context: PageContext, post: StoredPost): Markup {
  const texts = TEXTS[context.locale]
  const href = link(context, `/accounts/${encodeURIComponent(post.account)}/posts/${post._id.toHexString()}`)

  return html`<article class="card${post.withdrawnAt === null ? '' : ' withdrawn'}" data-key="${post.key}">
    <a class="cover" href="${href}" tabindex="-1" aria-hidden="true">${coverOf(post)}</a>
    <h2><a href="${href}">${post.title}</a></h2>
    ${post.text === '' ? null : html`<p class="excerpt">${post.text.slice(0, 200)}</p>`}
    <footer>
      ${instant({ at: post.receivedAt, locale: context.locale, now: context.now })}
      ${post.withdrawnAt === null ? null : html`<span class="mark">${texts.withdrawn}</span>`}
    </footer>
  </article>`
}

export const coverOf = (post: StoredPost): Markup => {
  const picture = post.media.find(isPicture)

  return picture === undefined ? poster(post) : image(picture)
}

export const isPicture = ({ mimeType }: SandboxMedia): boolean => mimeType.startsWith('image/')

export const image = ({ alt, height, url, width }: SandboxMedia): Markup =>
  html`<img
    alt="${alt}"
    src="${url}"
    loading="lazy"
    ${width !== null && height !== null ? html`width="${width}" height="${height}"` : null}
  />`

const poster = ({ title, topics }: StoredPost): Markup =>
  html`<span class="poster tone-${toneOf(title)}"
    ><b>${title}</b>${topics[0] === undefined ? null : html`<i>#${topics[0]}</i>`}</span
  >`
