import type { Page } from 'playwright-core'

import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { percentile } from './bench.ts'

const VISITS = 5

/** The time from a navigation to the calendar until the first click on an entry shows its details; the median of some visits. */
export async function measurePage(origin: string, person: { email: string; password: string }): Promise<number> {
  const browser = await startBrowser()

  try {
    const { page } = await openPage(browser, { origin })

    await page.addInitScript(noteFirstDetails)
    await signIn(page, person)
    // The first visit fills the caches of the browser, as yesterday's did.
    await visit(page)

    const times: number[] = []

    for (let left = VISITS; left > 0; left -= 1) {
      times.push(await visit(page))
    }

    return percentile(times, 0.5)
  } finally {
    await browser.close()
  }
}

async function visit(page: Page): Promise<number> {
  await page.goto('/admin/calendar', { waitUntil: 'commit' })
  await page.locator('[data-entry]').first().click()

  const handle = await page.waitForFunction(() => (globalThis as Noted).detailsAt)

  return handle.jsonValue() as Promise<number>
}

type Noted = typeof globalThis & { detailsAt?: number }

/** Runs in the page: how long after its start the details of an entry stand there. */
function noteFirstDetails(): void {
  new MutationObserver((_changes, observer) => {
    if (document.querySelector('.drumbeat-side') !== null) {
      ;(globalThis as Noted).detailsAt = performance.now()
      observer.disconnect()
    }
  }).observe(document, { childList: true, subtree: true })
}
