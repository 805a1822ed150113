import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { createRest } from '../support/rest.ts'

const OWNER = { email: 'owner@example.com', password: 'correct horse battery' }
const BOT_TOKEN = '12345:a-bot-token-of-some-length'

describe('connecting a channel', () => {
  let browser: Browser
  let page: Page
  let product: Product

  beforeAll(async () => {
    product = await startProduct()
    browser = await startBrowser()
    await createRest(product.origin)('POST', '/api/users/first-register', { body: OWNER })
    ;({ page } = await openPage(browser, { language: 'en', origin: product.origin }))
    page.setDefaultTimeout(30 * SECOND)
    await signIn(page, OWNER)
  })

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('asks for what the kind describes, keeps the secret to itself, and tests the connection', async () => {
    await page.goto('/admin/collections/channels/create')
    await page.locator('#field-name').fill('Brand on Telegram')
    await page.locator('#field-slug').fill('telegram')
    await page.locator('#field-kind .rs__control').click()
    await page.locator('.rs__option', { hasText: 'Telegram' }).click()

    await page.getByLabel('Chat', { exact: false }).first().fill('@brand_channel')
    // A private address, which nothing may call: the answer comes without a platform.
    await page.locator('#account-baseUrl').fill('http://127.0.0.1:9')
    await page.locator('#account-botToken').fill(BOT_TOKEN)
    await page.locator('#action-save').click()
    await page.waitForURL(/\/channels\/[\da-f]{24}/)
    await page.reload()

    const token = page.locator('#account-botToken')

    expect(await token.inputValue()).toBe('')
    expect(await token.getAttribute('placeholder')).toBe('••••••••')
    expect(await page.locator('#account-chatId').inputValue()).toBe('@brand_channel')
    expect(await page.content()).not.toContain(BOT_TOKEN)

    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.locator('.drumbeat-account-check li').first().waitFor()

    expect(await page.locator('.drumbeat-account-check').innerText()).toMatch(
      /The check found problems[\s\S]*private address/,
    )
  })

  it('sends a test message where the saved channel goes, and none while the form says something else', async () => {
    await page.goto('/admin/collections/channels/create')
    await page.locator('#field-name').fill('Staff group')
    await page.locator('#field-slug').fill('staff')
    await page.locator('#field-kind .rs__control').click()
    await page.locator('.rs__option', { hasText: 'WeCom group robot' }).click()
    await page.locator('#account-url').fill('http://127.0.0.1:9/cgi-bin/webhook/send?key=k')
    await page.locator('#action-save').click()
    await page.waitForURL(/\/channels\/[\da-f]{24}/)

    const button = page.getByRole('button', { name: 'Send a test message' }).first()
    const hint = page.getByText('Save or discard your changes first')
    const choose = async (mode: string): Promise<void> => {
      await page.locator('#field-mode .rs__control').click()
      await page.locator('.rs__option', { hasText: mode }).click()
    }
    const saveIt = async (): Promise<void> => {
      await page.locator('#action-save').click()
      await hint.waitFor({ state: 'detached' })
    }

    await button.waitFor()
    expect(await button.isEnabled()).toBe(true)

    await choose('Live')
    await hint.waitFor()
    expect(await button.isDisabled()).toBe(true)

    await choose('Rehearsal')
    await saveIt()
    await button.click()

    const question = page.getByRole('dialog').filter({ hasText: 'it goes to the sandbox' })

    await question.getByRole('button', { name: 'Send a test message' }).click()
    await page.getByText('The test message went to the sandbox, not to the group').waitFor()

    await choose('Live')
    await saveIt()
    await button.click()
    await page.getByRole('dialog').filter({ hasText: 'Everybody in the group will see it' }).waitFor()
  })
})
