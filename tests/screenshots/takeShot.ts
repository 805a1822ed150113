import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import type { Page } from 'playwright-core'
import sharp from 'sharp'

import { KIB } from '../../src/domain/duration.ts'
import type { Shot } from './shots.ts'

export const WIDTH_PX = 1_280
const MAX_BYTES = 300 * KIB

/** Takes one picture of a signed-in page and writes it as a palette PNG; gives its size in bytes. */
export async function takeShot(page: Page, { folder, shot }: { folder: string; shot: Shot }): Promise<number> {
  await page.setViewportSize({ height: shot.heightPx, width: shot.widthPx ?? WIDTH_PX })
  await page.goto(shot.path)
  await page.locator(shot.shows).first().waitFor()

  for (const selector of shot.clicks ?? []) {
    await page.locator(selector).first().click()
  }

  await page.mouse.move(0, 0)
  await waitUntilDrawn(page)

  const part = shot.element === undefined ? page : page.locator(shot.element)
  const png = await sharp(await part.screenshot({ animations: 'disabled' }))
    .png({ compressionLevel: 9, effort: 10, palette: true, quality: 90 })
    .toBuffer()

  if (png.length > MAX_BYTES) {
    throw new Error(`${shot.name} takes ${png.length} bytes; a README's picture may take ${MAX_BYTES}.`)
  }

  await writeFile(path.join(folder, `${shot.name}.png`), png)

  return png.length
}

/** Waits for what polls load, the fonts' slices and the pictures in view. */
async function waitUntilDrawn(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => {
    const inView = [...document.images].filter((image) => image.getBoundingClientRect().top < window.innerHeight)

    return document.fonts.status === 'loaded' && inView.every((image) => image.complete)
  })
}
