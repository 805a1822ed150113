import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium as engine, type Page } from 'playwright-core'

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb']

/**
 * Starts the Chromium that comes with the development dependencies; `CHROMIUM_PATH` names another one.
 *
 * Needs no download and no package of the operating system.
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await chromium.executablePath())

  return engine.launch({ args: FLAGS, executablePath })
}

export interface OpenPageOptions {
  colorScheme?: 'dark' | 'light'
  language?: 'en' | 'zh'
  origin: string
  timeZone?: string
  width?: number
}

export interface OpenedPage {
  context: BrowserContext
  /** What the page complained about so far: console errors and uncaught exceptions. */
  errors: string[]
  page: Page
}

/** Opens an empty page of one person: language and theme as Payload's admin keeps them, in cookies. */
export async function openPage(
  browser: Browser,
  { colorScheme = 'light', language = 'zh', origin, timeZone = 'Asia/Shanghai', width = 1_440 }: OpenPageOptions,
): Promise<OpenedPage> {
  const context = await browser.newContext({
    baseURL: origin,
    colorScheme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: timeZone,
    viewport: { height: 1_000, width },
  })
  const page = await context.newPage()
  const errors: string[] = []

  await context.addCookies([
    { name: 'payload-lng', url: origin, value: language },
    { name: 'payload-theme', url: origin, value: colorScheme },
  ])
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(`${message.text()} (${message.location().url})`)
    }
  })
  page.on('pageerror', (error) => errors.push(error.message))

  return { context, errors, page }
}

/** Signs a person in through the form, as people do. */
export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/admin/login')
  await page.locator('#field-email').fill(email)
  await page.locator('#field-password').fill(password)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.endsWith('/login'))
}
