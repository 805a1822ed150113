import type { SandboxAccount } from '../findAccounts.ts'
import type { SandboxFault } from '../records.ts'
import type { StoredPost } from '../sandboxStore.ts'
import { avatar } from './avatar.ts'
import { faultSwitch } from './faultSwitch.ts'
import { instant } from './instant.ts'
import { html, type Markup } from './markup.ts'
import { link, type PageContext } from './page.ts'
import { coverOf } from './postCard.ts'
import { TEXTS } from './texts.ts'

export interface IndexRow {
  account: SandboxAccount
  fault: SandboxFault | undefined
  latest: StoredPost | undefined
}

/** All accounts, each with what it received last and its fault switches. */
export function indexPage(context: PageContext, rows: readonly IndexRow[]): Markup {
  const texts = TEXTS[context.locale]

  if (rows.length === 0) {
    return html`<div class="nothing">
      <h1>${texts.noAccounts}</h1>
      <p>${texts.noAccountsHint}</p>
    </div>`
  }

  return html`<h1 class="visually-hidden">${texts.accounts}</h1>
    <ul class="accounts">
      ${rows.map((row) => accountTile(context, row))}
    </ul>`
}

function accountTile(context: PageContext, { account, fault, latest }: IndexRow): Markup {
  const texts = TEXTS[context.locale]
  const href = link(context, `/accounts/${encodeURIComponent(account.slug)}`)

  return html`<li class="account${fault === undefined || fault.fault === 'off' ? '' : ' faulty'}">
    <a class="tile" href="${href}">
      <span class="thumb"
        >${latest === undefined ? html`<span class="poster blank"><b>${texts.empty}</b></span>` : coverOf(latest)}</span
      >
      <span class="who">
        ${avatar(account.name, account.slug)}
        <span
          ><strong>${account.name}</strong
          ><small>${account.kind} · ${texts.standIn} · ${texts.posts(account.posts)}</small></span
        >
      </span>
      ${
        latest === undefined
          ? html`<span class="latest muted">${texts.emptyHint}</span>`
          : html`<span class="latest"
              ><b>${latest.title}</b>
              <small
                >${texts.received}
                ${instant({ at: latest.receivedAt, locale: context.locale, now: context.now })}</small
              ></span
            >`
      }
    </a>
    ${faultSwitch(context, { fault, kind: account.kind, slug: account.slug })}
  </li>`
}
