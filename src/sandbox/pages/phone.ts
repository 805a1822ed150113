import { clockTime } from './instant.ts'
import { html, type Markup } from './markup.ts'
import type { PageContext } from './page.ts'

/** The frame of a phone around what its screen shows. */
export const phone = ({ now }: PageContext, { label, screen }: { label: string; screen: Markup }): Markup =>
  html`<section class="phone" aria-label="${label}">
    <div class="status" aria-hidden="true">
      <span>${clockTime(now)}</span><span class="island"></span><span class="signal"><i></i><i></i><i></i><i></i></span>
    </div>
    <div class="screen">${screen}</div>
    <div class="home" aria-hidden="true"></div>
  </section>`
