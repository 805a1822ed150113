import type { SandboxAccount } from '../findAccounts.ts'
import { findStandIn } from '../findStandIn.ts'
import type { SandboxFault } from '../records.ts'
import type { StoredPost } from '../sandboxStore.ts'
import { avatar } from './avatar.ts'
import { faultSwitch } from './faultSwitch.ts'
import { instant } from './instant.ts'
import { html, type Markup } from './markup.ts'
import { link, type PageContext } from './page.ts'
import { phone } from './phone.ts'
import { postCard } from './postCard.ts'
import { TEXTS } from './texts.ts'

export interface AccountPageArgs {
  account: SandboxAccount
  fault: SandboxFault | undefined
  posts: readonly StoredPost[]
}

/** One account as a phone, and beside it what it was asked and when. */
export function accountPage(context: PageContext, { account, fault, posts }: AccountPageArgs): Markup {
  const texts = TEXTS[context.locale]
  const doesNotStandFor = findStandIn(account.kind)?.doesNotStandFor[context.locale]
  const stream =
    posts.length === 0
      ? html`<div class="nothing">
          <p><b>${texts.empty}</b></p>
          <p>${texts.emptyHint}</p>
        </div>`
      : html`<div class="stream">${posts.map((post) => postCard(context, post))}</div>`
  const screen = html`<header class="profile">
      ${avatar(account.name, account.slug)}
      <div>
        <h1>${account.name}</h1>
        <p>@${account.slug} · ${account.kind}</p>
        <p class="stand-in">${texts.standIn}</p>
      </div>
    </header>
    ${stream}`

  return html`<p class="crumbs"><a href="${link(context, '/')}">‹ ${texts.accounts}</a></p>
    <div class="desk">
      ${phone(context, { label: account.name, screen })}
      <div class="side">
        <section class="panel">
          <h2>${texts.faultTitle}</h2>
          <p class="muted">${texts.faultHint}</p>
          ${faultSwitch(context, { fault, kind: account.kind, slug: account.slug })}
          ${doesNotStandFor === undefined ? null : html`<p class="muted">${doesNotStandFor}</p>`}
        </section>
        <section class="panel">
          <h2>${texts.logTitle}</h2>
          ${posts.length === 0 ? html`<p class="muted">${texts.empty}</p>` : logOf(context, posts)}
        </section>
      </div>
    </div>`
}

const logOf = (context: PageContext, posts: readonly StoredPost[]): Markup => {
  const texts = TEXTS[context.locale]

  return html`<ol class="log">
    ${posts.map(
      ({ key, receivedAt, requests, title, withdrawnAt }) =>
        html`<li>
          ${instant({ at: receivedAt, locale: context.locale, now: context.now })}
          <span><b>${title}</b><code>${key}</code></span>
          ${requests > 1 ? html`<span class="mark calm">${texts.repeated(requests)}</span>` : null}
          ${
            withdrawnAt === null
              ? null
              : html`<span class="mark"
                  >${texts.withdrawn} ${instant({ at: withdrawnAt, locale: context.locale, now: context.now })}</span
                >`
          }
        </li>`,
    )}
  </ol>`
}
