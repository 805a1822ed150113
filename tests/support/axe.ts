import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact?: string | null
  nodes: { any: { message: string }[]; target: unknown[] }[]
}

/**
 * Runs axe over everything of ours on the page; one line per serious or critical finding.
 *
 * What is left out, because it is Payload's own and cannot be mended from outside: the navigation, the header with its
 * breadcrumbs, the controls of lists (search, columns, filters, the page's size, the boxes that select rows), the controls of
 * documents, the chips of values that can be dragged, and the frames of Payload's own dialogs. What we put into these (cells, panels, questions) is looked at.
 */
export async function findAxeFaults(page: Page): Promise<string[]> {
  await page.evaluate(await source)

  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> }
    }
    // A colour that is still changing is neither the one nor the other.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)

    await Promise.allSettled(ending.map(({ finished }) => finished))

    const ours = [...document.querySelectorAll('[class*="drumbeat-"]')]

    return ours.length === 0
      ? []
      : (await axe.run({ exclude: ['.rs__multi-value'], include: ours }, { resultTypes: ['violations'] })).violations
  })

  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ any, target }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`))
}
