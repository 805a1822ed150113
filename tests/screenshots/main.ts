import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'

import type { Page } from 'playwright-core'

import { DAY } from '../../src/domain/duration.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { rehearseOnePost } from './rehearseOnePost.ts'
import { listRehearsalShots, listShots, type Shown } from './shots.ts'
import { takeShot, WIDTH_PX } from './takeShot.ts'

/**
 * `npm run screenshots`: takes the README's pictures from a running instance with the demo in it.
 *
 * `-- --only rehearsal` takes those of docs/channels.md, for which it rehearses a post on accounts that it makes; `-- --only variant-zh-light` takes
 * the one of that name.
 */
const { values } = parseArgs({
  options: {
    email: { default: 'admin@drumbeat.demo', type: 'string' },
    only: { type: 'string' },
    folder: { default: 'docs/images', type: 'string' },
    origin: { default: 'http://127.0.0.1:3000', type: 'string' },
    password: { default: 'drumbeat-demo', type: 'string' },
  },
})
const { folder, origin } = values
const browser = await startBrowser()

try {
  await mkdir(folder, { recursive: true })
  const look = { colorScheme: 'light', language: 'zh' } as const
  const shots = await withPage(look, async (page) =>
    values.only === 'rehearsal' ? listRehearsalShots(await rehearseOnePost(page)) : listShots(await choose(page)),
  )

  const wanted = shots.filter(({ name }) => [undefined, 'rehearsal', name].includes(values.only))

  if (wanted.length === 0) {
    throw new Error(`No picture is called ${values.only}; there are ${shots.map(({ name }) => name).join(', ')}.`)
  }

  for (const shot of wanted) {
    const bytes = await withPage(shot, (page) => takeShot(page, { folder, shot }))

    console.log(`${shot.name.padEnd(24)} ${Math.ceil(bytes / 1_000)} kB`)
  }
} finally {
  await browser.close()
}

async function withPage<Result>(
  look: { colorScheme: 'dark' | 'light'; language: 'en' | 'zh' },
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { context, page } = await openPage(browser, { ...look, origin, width: WIDTH_PX })

  try {
    await signIn(page, values)

    return await work(page)
  } finally {
    await context.close()
  }
}

interface Published {
  post: { id: string }
}

/** The first phone of the sandbox, the post of what went out before today (it has figures already), and one with a variant. */
async function choose(page: Page): Promise<Shown> {
  const { post } = await findLatest(page, { before: new Date(Date.now() - DAY) })

  await page.goto('/sandbox')
  const href = (await page.locator('.tile').first().getAttribute('href')) ?? ''

  return { account: path.basename(new URL(href, origin).pathname), postId: post.id, variedId: await findVaried(page) }
}

async function findVaried(page: Page): Promise<string> {
  const response = await page.request.get(
    '/api/posts?depth=0&limit=1&sort=-createdAt&where[variants.text][exists]=true',
  )
  const { docs } = (await response.json()) as { docs: { id: string }[] }
  const [varied] = docs

  if (varied === undefined) {
    throw new Error(`No post at ${origin} has words of its own for a channel; start it with the demo.`)
  }

  return varied.id
}

async function findLatest(page: Page, { before }: { before: Date }): Promise<Published> {
  const query = new URLSearchParams({
    depth: '1',
    limit: '1',
    sort: '-dueAt',
    'where[dueAt][less_than]': before.toISOString(),
    'where[state][equals]': 'published',
  })
  const response = await page.request.get(`/api/publications?${query.toString()}`)
  const { docs } = (await response.json()) as { docs: Published[] }
  const [latest] = docs

  if (latest === undefined) {
    throw new Error(`Nothing went out before ${before.toISOString()} at ${origin}; start it with the demo.`)
  }

  return latest
}
