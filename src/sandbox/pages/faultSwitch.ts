import { faultsOf } from '../findStandIn.ts'
import type { SandboxFault } from '../records.ts'
import { html, type Markup } from './markup.ts'
import type { PageContext } from './page.ts'
import { TEXTS } from './texts.ts'

export interface FaultSwitchArgs {
  fault: SandboxFault | undefined
  kind: string
  slug: string
}

/** Buttons that switch what the platform does to one account; a plain form, so that it works without the script. */
export function faultSwitch(context: PageContext, { fault, kind, slug }: FaultSwitchArgs): Markup {
  const texts = TEXTS[context.locale]
  const current = fault?.fault ?? 'off'
  const hits = fault?.hits ?? 0

  return html`<form
    class="faults"
    method="post"
    action="${context.base}/accounts/${encodeURIComponent(slug)}/fault?lang=${context.locale}"
    aria-label="${texts.faultTitle} @${slug}"
  >
    <input type="hidden" name="from" value="${context.path}" />
    ${faultsOf(kind).map((one) => {
      const [label, hint] = texts.faults[one]

      return html`<button
        class="fault fault-${one}"
        name="fault"
        value="${one}"
        title="${hint}"
        aria-pressed="${one === current ? 'true' : 'false'}"
      >
        ${label}
      </button>`
    })}
    ${current === 'off' || hits === 0 ? null : html`<span class="hits">${texts.hits(hits)}</span>`}
  </form>`
}
