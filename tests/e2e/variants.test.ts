import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { createRest, type Rest } from '../support/rest.ts'

const OWNER = { email: 'owner@example.com', password: 'correct horse battery' }
const ANALYST = { email: 'analyst@example.com', password: 'staple battery horse' }
const ROOM = '会员群'
const TOO_LONG = '冬日敏感肌修护指南：三步稳住屏障，换季也不慌张'
const CODE = 'WINTER88'
/** As it is typed; `{{code}}` goes out as the code of the offer. */
const WRITTEN = '【广告】{{code}}：趁皮肤微湿，上神经酰胺乳。'
const SNIPPET = '使用前请先在耳后试用。'

interface Preview {
  channel: { name: string }
  rendered: { text: string; title: string }
}

/** A person writes for one channel on the post's page; each step goes on where the one before ended. */
describe('writing for a channel', () => {
  let browser: Browser
  let errors: string[]
  let hasFailed = false
  let page: Page
  let postId: string
  let product: Product
  let rest: Rest

  const create = async (slug: string, body: object): Promise<string> =>
    (await rest<{ doc: { id: string } }>('POST', `/api/${slug}`, { body })).doc.id
  const field = (name: string) => page.locator(`#field-variants__0__${name}`)
  const findPreview = async (): Promise<Preview['rendered']> => {
    const { previews } = await rest<{ previews: Preview[] }>('POST', `/api/posts/${postId}/preview`, { body: {} })

    return previews.find(({ channel }) => channel.name === ROOM)?.rendered ?? { text: '', title: '' }
  }
  const openChannels = async (target: Page): Promise<void> => {
    await target.goto(`/admin/collections/posts/${postId}`)
    await target.locator('.tabs-field__tab-button', { hasText: /Channels|渠道版本/ }).click()
    await target.getByRole('tab', { name: ROOM }).click()
  }

  beforeAll(async () => {
    product = await startProduct()
    browser = await startBrowser()
    const { token } = await createRest(product.origin)<{ token: string }>('POST', '/api/users/first-register', {
      body: OWNER,
    })

    rest = createRest(product.origin, `JWT ${token}`)
    await create('channels', {
      kind: 'sandbox',
      limits: { title: { max: 40, unit: 'half-width' } },
      mode: 'live',
      name: ROOM,
      slug: 'room',
    })
    await create('channels', { kind: 'xiaohongshu', mode: 'live', name: '小红书', slug: 'notes' })
    await create('snippets', { locale: 'zh', name: '使用提示', text: SNIPPET })
    await create('hashtag-sets', { name: '冬季护肤', topics: ['屏障修护', '换季护肤'] })
    const offer = await create('offers', { codes: [CODE], kind: 'coupon', name: '冬日礼券' })

    postId = await create('posts', {
      excerpt: '冬天也要好好洗脸。',
      kind: 'note',
      offers: [offer],
      title: '冬日修护',
      topics: ['敏感肌'],
    })
    ;({ errors, page } = await openPage(browser, { language: 'en', origin: product.origin }))
    page.setDefaultTimeout(20 * SECOND)
    await signIn(page, OWNER)
  })

  beforeEach(({ skip }) => skip(hasFailed, 'a step before it failed'))

  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === 'fail'
  })

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('starts from the master', async () => {
    await openChannels(page)
    await page.getByText('Follows the master', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Write for this channel' }).click()

    await field('title').waitFor()
    expect(await field('title').inputValue()).toBe('冬日修护')
    expect(await field('text').inputValue()).toBe('冬天也要好好洗脸。')
    await page.locator('.drumbeat-variant__state--own').waitFor()
  })

  it('counts while typing, finds what is too long, and mends it with one click that can be taken back', async () => {
    const count = page.locator('[data-part=title]')

    await field('title').fill(TOO_LONG)
    await page.getByText(/The title is \d+ half-width characters over/).waitFor()
    expect(await count.textContent()).toBe('Title 46 / 40 half-width characters')
    expect(await count.getAttribute('class')).toContain('drumbeat-late')
    expect(await field('title').getAttribute('aria-describedby')).toBe(
      await page.locator('.drumbeat-variant__slot--title .drumbeat-variant__counts').getAttribute('id'),
    )

    await page.getByRole('button', { name: /^Shorten to/ }).click()
    await page.getByText(/The title is/).waitFor({ state: 'detached' })
    const short = await field('title').inputValue()

    expect(TOO_LONG.startsWith(short.replace(/…$/, ''))).toBe(true)
    expect(short).not.toBe(TOO_LONG)

    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(/The title is/).waitFor()
    expect(await field('title').inputValue()).toBe(TOO_LONG)

    await page.getByRole('button', { name: /^Shorten to/ }).click()
    await page.getByText(/The title is/).waitFor({ state: 'detached' })
  })

  it('inserts a variable and a snippet where the caret stands, and the topics of a set', async () => {
    const insert = async (name: string): Promise<void> => {
      await page.getByRole('button', { exact: true, name: 'Insert' }).click()
      await page.locator('.popup__content').getByRole('button', { name }).click()
    }

    await field('text').fill('先看：')
    await insert('Promo code')
    await insert('使用提示')
    await insert('冬季护肤')

    expect(await field('text').inputValue()).toBe(`先看：{{code}}${SNIPPET}`)
    await page.getByRole('figure', { name: ROOM }).getByText(`先看：${CODE}${SNIPPET}`).waitFor()
    await vi.waitFor(async () =>
      expect(await page.locator('.drumbeat-variant__slot--topics .multi-value-label__text').allTextContents()).toEqual([
        '敏感肌',
        '屏障修护',
        '换季护肤',
      ]),
    )
  })

  it('shows on the phone what was typed, and leaves the caret where it is', async () => {
    const phone = page.getByRole('figure', { name: ROOM })

    await field('text').fill('{{code}}：趁皮肤微湿，')
    await field('text').pressSequentially('上神经酰胺乳。', { delay: 60 })
    await phone.getByText(`${CODE}：趁皮肤微湿，上神经酰胺乳。`).waitFor()
    await phone.getByText('#换季护肤').waitFor()
    expect(await field('text').evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await field('text').inputValue()).toBe('{{code}}：趁皮肤微湿，上神经酰胺乳。')
  })

  it('marks what sells as advertising with one click', async () => {
    await page.getByRole('button', { name: 'Begin the text with 【广告】' }).click()
    await page.getByText('marked as advertising').waitFor({ state: 'detached' })

    expect(await field('text').inputValue()).toBe(WRITTEN)
  })

  it('is saved with the post', async () => {
    await vi.waitFor(
      async () =>
        expect(await rest('GET', `/api/posts/${postId}?draft=true&depth=0`)).toMatchObject({
          variants: [{ text: WRITTEN, topics: ['敏感肌', '屏障修护', '换季护肤'] }],
        }),
      { interval: 250, timeout: 15 * SECOND },
    )
  })

  it('says when the master has changed, shows where they differ, and keeps or takes', async () => {
    await page.locator('.tabs-field__tab-button', { hasText: 'Content' }).click()
    await page.locator('#field-excerpt').fill('冬天更要好好洗脸。')
    await page.locator('.tabs-field__tab-button', { hasText: 'Channels' }).click()
    await page.getByRole('tab', { name: `${ROOM} Master has changed` }).click()

    await page.getByRole('button', { name: 'Compare' }).click()
    await page.locator('.drumbeat-diff del', { hasText: '冬天更要好好洗脸。' }).waitFor()
    await page.locator('.drumbeat-diff ins', { hasText: '趁皮肤微湿' }).waitFor()

    await page.getByRole('button', { name: 'Take the master' }).click()
    expect(await field('text').inputValue()).toBe('冬天更要好好洗脸。')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await field('text').inputValue()).toBe(WRITTEN)

    await page.getByRole('button', { name: 'Keep my words' }).click()
    await page.locator('.drumbeat-variant__state--own').waitFor()
    await page.getByRole('tab', { name: `${ROOM} Own words` }).waitFor()
  })

  it('moves between the tabs by the keyboard', async () => {
    await page.getByRole('tab', { name: ROOM }).focus()
    await page.keyboard.press('Home')
    await page.getByText('The master is the title').waitFor()
    await page.keyboard.press('End')

    const last = page.getByRole('tab', { selected: true })

    expect(await last.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.locator(`#${selectorOf(await last.getAttribute('aria-controls'))}`).getAttribute('role')).toBe(
      'tabpanel',
    )
  })

  it.each([
    { colorScheme: 'light', language: 'zh', width: 390 },
    { colorScheme: 'dark', language: 'en', width: 1_440 },
  ] as const)('shows no serious fault to axe, $language, $colorScheme, $width', async (look) => {
    const { context, page: other } = await openPage(browser, { ...look, origin: product.origin })

    await signIn(other, OWNER)
    await openChannels(other)
    await other.locator('.drumbeat-variant__slot--mentions .rs__input').waitFor()

    expect(await findAxeFaults(other)).toEqual([])
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width)
    await context.close()
  })

  it('gives people who may only read nothing to change', async () => {
    await create('users', { ...ANALYST, name: '许知遥', roles: ['analyst'] })
    const { context, page: other } = await openPage(browser, { language: 'en', origin: product.origin })

    await signIn(other, ANALYST)
    await openChannels(other)
    await other.locator('#field-variants__0__title:disabled').waitFor()

    expect(await other.getByRole('button', { name: /^Insert$|^Follow the master|^Shorten/ }).count()).toBe(0)
    expect(await other.locator('#field-variants__0__text').isDisabled()).toBe(true)
    await context.close()
  })

  it('sends what the preview showed', async () => {
    const { text, title } = await findPreview()

    expect(text).toBe(`【广告】${CODE}：趁皮肤微湿，上神经酰胺乳。`)
    await page.getByRole('button', { exact: true, name: 'Approve' }).click()
    await page.locator('.drumbeat-stage__now', { hasText: 'Approved' }).waitFor()
    const channels = await rest<{ docs: { id: string; slug: string }[] }>('GET', '/api/channels?limit=10')

    await create('schedules', {
      channels: channels.docs.filter(({ slug }) => slug === 'room').map(({ id }) => id),
      post: postId,
      publishNow: true,
    })
    await page.goto('/sandbox/accounts/room')
    await vi.waitFor(
      async () => {
        await page.reload()
        expect(await page.locator('article').count()).toBe(1)
      },
      { interval: 500, timeout: 15 * SECOND },
    )

    const card = page.locator('article')

    expect(await card.innerText()).toContain(title)
    expect(await card.innerText()).toContain(text)
    expect(errors).toEqual([])
  })
})

/** React's ids have signs that a selector would read. */
const selectorOf = (id: string | null): string => (id ?? '').replace(/[^\w-]/g, (sign) => `\\${sign}`)
