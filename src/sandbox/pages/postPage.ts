import type { SandboxAccount } from '../findAccounts.ts'
import type { StoredPost } from '../sandboxStore.ts'
import { avatar } from './avatar.ts'
import { instant } from './instant.ts'
import { html, type Markup } from './markup.ts'
import { link, type PageContext } from './page.ts'
import { phone } from './phone.ts'
import { coverOf, image, isPicture } from './postCard.ts'
import { TEXTS } from './texts.ts'

/** One post opened on its phone, whole. */
export function postPage(context: PageContext, account: SandboxAccount, post: StoredPost): Markup {
  const texts = TEXTS[context.locale]
  const back = link(context, `/accounts/${encodeURIComponent(account.slug)}`)
  const screen = html`<header class="bar">
      <a href="${back}" aria-label="${texts.back}">‹</a>${avatar(account.name, account.slug)}<b>${account.name}</b>
    </header>
    <article class="opened${post.withdrawnAt === null ? '' : ' withdrawn'}">
      ${galleryOf(post)} ${post.withdrawnAt === null ? null : html`<p class="mark">${texts.withdrawn}</p>`}
      <h1>${post.title}</h1>
      <div class="text">${withTopics(post.text)}</div>
      ${
        post.topics.length === 0
          ? null
          : html`<p class="topics">${post.topics.map((topic) => html`<span>#${topic}</span>`)}</p>`
      }
      <p class="muted">
        ${texts.received} ${instant({ at: post.receivedAt, locale: context.locale, now: context.now })}
      </p>
      ${
        post.firstComment === null
          ? null
          : html`<aside class="comment">
              <b>${texts.firstComment}</b>
              <p>${post.firstComment}</p>
            </aside>`
      }
    </article>`

  return html`<p class="crumbs"><a href="${back}">‹ ${account.name}</a></p>
    <div class="desk">${phone(context, { label: post.title, screen })}</div>`
}

/** Several pictures lie beside each other and are leafed through, by the keyboard too. */
function galleryOf(post: StoredPost): Markup {
  const pictures = post.media.filter(isPicture)

  return pictures.length > 1
    ? html`<div class="gallery" role="group" aria-label="${post.title}" tabindex="0">${pictures.map(image)}</div>`
    : html`<div class="gallery">${coverOf(post)}</div>`
}

/** Hashtags and mentions stand out, as the platforms show them. */
const withTopics = (text: string): Markup[] =>
  text
    .split(/([#@][^\s#@,，。！？!?]{1,40}#?)/)
    .map((part, index) => (index % 2 === 1 ? html`<em>${part}</em>` : html`${part}`))
