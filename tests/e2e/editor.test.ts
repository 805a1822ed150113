import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { createRest, type Rest } from '../support/rest.ts'

const OWNER = { email: 'owner@example.com', password: 'correct horse battery' }
const EDITOR = { email: 'editor@example.com', password: 'staple battery horse' }
const KEY = '6f1c1f0e-52b1-4f0b-9d0e-0f6f1a0f7b11'
const TITLE = '冬日敏感肌修护指南'
const EXCERPT = '冬天也要好好洗脸:三步稳住屏障。'
const FEED = '官网'
const PHONE = '小红书'
const ZONE = 'Asia/Shanghai'
/** How far ahead the post is planned: long enough to be seen armed, short enough to wait for. */
const AHEAD_MS = 15 * SECOND
const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36'

/** The product's main job on the real product; each step goes on where the one before ended. */
describe('an editor', () => {
  let browser: Browser
  let client: Rest
  let editor: Page
  let hasFailed = false
  let owner: Page
  let ownerRest: Rest
  let postId: string
  let product: Product

  const create = async (slug: string, body: object): Promise<string> =>
    (await ownerRest<{ doc: { id: string } }>('POST', `/api/${slug}`, { body })).doc.id

  const findStates = (state: PublicationState) => editor.locator(`.drumbeat-state--${state}`)

  async function openEnglishPage(): Promise<Page> {
    const { page } = await openPage(browser, { language: 'en', origin: product.origin, timeZone: ZONE })

    page.setDefaultTimeout(20 * SECOND)

    return page
  }

  beforeAll(async () => {
    product = await startProduct()
    browser = await startBrowser()
  })

  beforeEach(({ skip }) => skip(hasFailed, 'a step before it failed'))

  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === 'fail'
  })

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('is let in by the first person, who registers in the browser', async () => {
    owner = await openEnglishPage()
    await register(owner, OWNER)

    const { token } = await createRest(product.origin)<{ token: string }>('POST', '/api/users/login', { body: OWNER })

    ownerRest = createRest(product.origin, `JWT ${token}`)
    client = createRest(product.origin, `api-clients API-Key ${KEY}`)
    await create('users', { ...EDITOR, name: '林小满', roles: ['editor'] })

    const feed = await create('channels', { kind: 'feed', mode: 'live', name: FEED, slug: 'site', timeZone: ZONE })

    await create('channels', { kind: 'sandbox', mode: 'live', name: PHONE, slug: 'notes', timeZone: ZONE })
    await create('api-clients', {
      apiKey: KEY,
      channels: [feed],
      enableAPIKey: true,
      name: '官网后台',
      scopes: ['delivery:read'],
    })

    editor = await openEnglishPage()
    await signIn(editor, EDITOR)
    expect(new URL(editor.url()).pathname).toBe('/admin')
  })

  it('writes a post with a cover', async () => {
    await editor.goto('/admin/collections/posts/create')
    await editor.locator('#field-title').fill(TITLE)
    await editor.locator('#field-excerpt').fill(EXCERPT)
    await editor.locator('#field-cover .upload__createNewToggler').click()
    await editor.locator('.doc-drawer .file-field input[type=file]').setInputFiles({
      buffer: await drawCover(),
      mimeType: 'image/png',
      name: 'cover.png',
    })
    await editor.locator('.doc-drawer #field-alt').fill('雪地里的一瓶面霜')
    await editor.locator('.doc-drawer #action-save').click()
    await editor.locator('#field-cover .upload-relationship-details').waitFor()
    await editor.waitForURL(/\/posts\/[0-9a-f]{24}/)
    postId = /\/posts\/([0-9a-f]{24})/.exec(editor.url())?.[1] ?? ''

    // The form saves itself as a draft.
    await vi.waitFor(
      async () =>
        expect(await ownerRest('GET', `/api/posts/${postId}?draft=true&depth=1&locale=zh`)).toMatchObject({
          cover: { mimeType: 'image/png' },
          excerpt: EXCERPT,
          stage: 'draft',
          title: TITLE,
        }),
      { interval: 250, timeout: 20 * SECOND },
    )
  })

  it('sees how each channel will show it', async () => {
    await editor.getByRole('button', { name: 'Channel preview' }).click()

    for (const channel of [FEED, PHONE]) {
      await editor.getByRole('tab', { name: channel }).click()

      const phone = editor.getByRole('figure', { name: channel })

      await phone.getByText(TITLE).waitFor()
      await vi.waitFor(async () => expect(await hasLoaded(phone.locator('img').first())).toBe(true), 10 * SECOND)
    }

    await editor.keyboard.press('Escape')
  })

  it('has it approved by somebody who may', async () => {
    await editor.getByRole('button', { name: 'Submit for review' }).click()
    await editor.locator('.drumbeat-stage__now', { hasText: 'In review' }).waitFor()
    expect(await editor.getByRole('button', { exact: true, name: 'Approve' }).count()).toBe(0)

    await owner.goto(`/admin/collections/posts/${postId}`)
    await owner.getByRole('button', { exact: true, name: 'Approve' }).click()
    await owner.locator('.drumbeat-stage__now', { hasText: 'Approved' }).waitFor()
  })

  it('schedules it to two channels and watches it turn published', async () => {
    await editor.goto(`/admin/collections/posts/${postId}/publishing`)
    await editor.getByRole('button', { name: 'New schedule' }).click()
    await editor.getByRole('checkbox', { name: FEED }).check()
    await editor.getByRole('checkbox', { name: PHONE }).check()

    // To the second, which the field takes but does not offer, so that nobody waits for a full minute.
    const [day = '', time = ''] = wallClockAt(new Date(Date.now() + AHEAD_MS)).split(' ')

    await editor.getByLabel('Date').fill(day)
    await editor.getByLabel('Time', { exact: true }).fill(time)
    await editor.getByRole('button', { name: 'Save and arm' }).click()
    await findStates('armed').nth(1).waitFor()

    let loads = 0

    editor.on('load', () => (loads += 1))
    await findStates('published')
      .nth(1)
      .waitFor({ timeout: 60 * SECOND })
    expect(await findStates('armed').count()).toBe(0)
    expect(loads).toBe(0)
  })

  it('finds it on the sandbox page', async () => {
    await editor.goto('/sandbox/accounts/notes')

    const card = editor.locator('article', { hasText: TITLE })

    await card.waitFor()
    expect(await card.count()).toBe(1)
    await vi.waitFor(async () => expect(await hasLoaded(card.locator('img'))).toBe(true), 10 * SECOND)
    await card.getByRole('heading').getByRole('link').click()
    await editor.getByText(EXCERPT).first().waitFor()
  })

  it('finds it in the feed', async () => {
    const feed = await client<{ items: { image: string; summary: string; title: string }[] }>(
      'GET',
      '/delivery/v1/channels/site/feed.json',
    )

    expect(feed.items).toMatchObject([{ summary: EXCERPT, title: TITLE }])
    expect((await fetch(feed.items[0]?.image ?? '')).headers.get('content-type')).toBe('image/png')
  })

  it('finds it by GraphQL', async () => {
    const answer = await client('POST', '/api/graphql', {
      body: { query: '{ Posts(locale: zh) { docs { id title cover { mimeType } } } }' },
    })

    expect(answer).toEqual({
      data: { Posts: { docs: [{ id: postId, cover: { mimeType: 'image/png' }, title: TITLE }] } },
    })
  })

  it('sees a view counted', async () => {
    const { slug } = await ownerRest<{ slug: string }>('GET', `/api/posts/${postId}`)

    await client('GET', `/delivery/v1/channels/site/posts/${slug}`, { headers: { 'user-agent': BROWSER } })
    await vi.waitFor(
      async () =>
        expect(
          await ownerRest<{ totals: { view: number } }>('GET', `/api/posts/${postId}/figures?days=7`),
        ).toMatchObject({ totals: { view: 1 } }),
      { interval: 250, timeout: 30 * SECOND },
    )
    await editor.goto(`/admin/collections/posts/${postId}/publishing`)
    await editor.locator('.drumbeat-tally', { hasText: 'Views' }).getByText('1', { exact: true }).waitFor()
  })

  it('leaves a product that ends within ten seconds of SIGTERM', async () => {
    await browser.close()

    const { code, tookMs } = await product.stop()

    expect(code, product.output()).toBe(0)
    expect(tookMs).toBeLessThan(10 * SECOND)
    await expect(fetch(`${product.origin}/admin`)).rejects.toThrow()
  })
})

async function register(page: Page, { email, password }: typeof OWNER): Promise<void> {
  await page.goto('/admin')
  await page.locator('#field-email').fill(email)
  await page.locator('#field-password').fill(password)
  await page.locator('#field-confirm-password').fill(password)
  const isIn = (): boolean => new URL(page.url()).pathname === '/admin'

  // A click before the form has its state does nothing, and says nothing.
  await vi.waitFor(
    async () => {
      if (!isIn()) {
        await page.locator('form button[type=submit]').click({ timeout: 2 * SECOND })
      }

      expect(isIn()).toBe(true)
    },
    { interval: 2 * SECOND, timeout: 40 * SECOND },
  )
}

const drawCover = (): Promise<Buffer> =>
  sharp({ create: { background: '#d9e4ec', channels: 3, height: 900, width: 1_200 } })
    .png()
    .toBuffer()

const hasLoaded = (image: { evaluate(read: (element: HTMLImageElement) => boolean): Promise<boolean> }) =>
  image.evaluate((element) => element.complete && element.naturalWidth > 0)

/** Day and time on a wall clock of the editor's zone: `2026-11-22 20:00:05`. */
const wallClockAt = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: ZONE }).format(at)
