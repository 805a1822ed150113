import { type Db, MongoClient, ObjectId } from 'mongodb'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { type AdminContent, fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, type OpenPageOptions, signIn, startBrowser } from '../support/browser.ts'

const DATABASE = 'calendar'

describe('the calendar page', () => {
  let browser: Browser
  let client: MongoClient
  let content: AdminContent
  let db: Db
  let server: AdminServer
  let token: string

  beforeAll(async () => {
    client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
    db = client.db(DATABASE)
    server = await startAdminServer(`${inject('mongoUri')}/${DATABASE}?replicaSet=drumbeat`)
    content = await fillAdmin({ db, origin: server.origin })
    browser = await startBrowser()
    token = String((await call('POST', '/users/login', PERSON))['token'])
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await client?.close()
  })

  async function call(method: string, path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${server.origin}/api${path}`, {
      body: JSON.stringify(body),
      headers: { authorization: `JWT ${token}`, 'content-type': 'application/json' },
      method,
    })

    expect(response.ok, `${method} ${path}`).toBe(true)

    return (await response.json()) as Record<string, unknown>
  }

  /** Noon of a day of the week that begins next Monday, in Shanghai: always ahead, always in the month's grid. */
  const nextWeek = (day: number, hour = 12): Date => {
    const now = new Date(Date.now() + 8 * HOUR)
    const monday = DAY * (Math.floor(now.getTime() / DAY) + ((8 - now.getUTCDay()) % 7 || 7))

    return new Date(monday + day * DAY + (hour - 8) * HOUR)
  }

  async function plan(title: string, at: Date, state = 'armed'): Promise<string> {
    const { doc } = await call('POST', '/posts', { excerpt: title, kind: 'note', title })
    const post = (doc as { id: string }).id

    await call('PATCH', `/posts/${post}`, { stage: 'approved' })

    const made = await call('POST', '/schedules', {
      channels: [content.channelId],
      post,
      publishAt: at.toISOString(),
      publishAt_tz: 'Asia/Shanghai',
      state,
    })

    return (made['doc'] as { id: string }).id
  }

  async function visit(look: Partial<OpenPageOptions> = {}): Promise<Page> {
    const { page } = await openPage(browser, { origin: server.origin, ...look })

    page.setDefaultTimeout(60_000)
    await signIn(page, PERSON)
    await page.goto('/admin/calendar')
    await page.locator('[data-entry]').first().waitFor()

    return page
  }

  /** Turns to next week's grid, where each hour has its place. */
  async function showNextWeek(page: Page): Promise<void> {
    await page.getByRole('button', { exact: true, name: '周' }).click()
    await page.getByRole('button', { exact: true, name: '往后' }).click()
  }

  const entry = (page: Page, title: string): Locator => page.locator('[data-entry]', { hasText: title })

  const whereIs = async (schedule: string) => ({
    plan: (await db.collection(SCHEDULES).findOne({ _id: new ObjectId(schedule) }))?.['publishAt'] as Date,
    rows: (
      await db
        .collection(PUBLICATIONS)
        .find({ schedule: new ObjectId(schedule), state: 'armed' })
        .toArray()
    ).map(({ dueAt }) => dueAt as Date),
  })

  const isAt = (schedule: string, at: Date) =>
    expect.poll(() => whereIs(schedule), { interval: 100, timeout: 30_000 }).toEqual({ plan: at, rows: [at] })

  /** Drags by hand, as the grid wants it: down, on the way, there, up. */
  async function drag(page: Page, what: Locator, to: Locator): Promise<void> {
    await what.scrollIntoViewIfNeeded()
    const from = await what.boundingBox()
    const target = await to.boundingBox()

    if (from === null || target === null) {
      throw new Error('nothing to drag')
    }

    const end = { x: target.x + target.width / 2, y: isBeside(from, target) ? from.y + 4 : target.y + 20 }

    await page.mouse.move(from.x + from.width / 2, from.y + 4)
    await page.mouse.down()
    await page.mouse.move((from.x + end.x) / 2, end.y + 3, { steps: 8 })
    await page.mouse.move(end.x, end.y, { steps: 8 })
    await page.mouse.up()
  }

  const dayColumn = (page: Page, at: Date): Locator =>
    page.locator(`[role=cell][data-date="${new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 10)}"]`).last()

  it('moves a schedule and its publication together by a drag, shows it to a second editor, and takes it back', async () => {
    const at = nextWeek(1)
    const schedule = await plan('拖动的内容', at)
    const [page, second] = [await visit(), await visit({ language: 'en' })]

    await drag(page, entry(page, '拖动的内容'), dayColumn(page, nextWeek(3)))
    await isAt(schedule, nextWeek(3))

    // The other editor's month shows the day without a reload.
    const moved = second.locator(`[data-date="${dayOf(nextWeek(3))}"]`, { hasText: '拖动的内容' })

    await moved.first().waitFor({ timeout: 10_000 })

    await page.keyboard.press('Control+z')
    await isAt(schedule, at)
    await second
      .locator(`[data-date="${dayOf(at)}"]`, { hasText: '拖动的内容' })
      .first()
      .waitFor({ timeout: 10_000 })
    await Promise.all([page.context().close(), second.context().close()])
  })

  it('copies with Alt, and leaves the original', async () => {
    const at = nextWeek(0, 15)
    const schedule = await plan('复制的内容', at)
    const page = await visit()

    await showNextWeek(page)
    await page.keyboard.down('Alt')
    await drag(page, entry(page, '复制的内容'), dayColumn(page, nextWeek(2)))
    await page.keyboard.up('Alt')
    await expect.poll(() => entry(page, '复制的内容').count(), { timeout: 30_000 }).toBe(2)
    await isAt(schedule, at)
    await page.context().close()
  })

  it('moves by the keyboard: at once with Alt and an arrow, or by day and time', async () => {
    const at = nextWeek(1, 16)
    const schedule = await plan('键盘的内容', at)
    const page = await visit()

    await showNextWeek(page)
    await entry(page, '键盘的内容').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await isAt(schedule, new Date(at.getTime() + DAY))

    // The focus follows the entry to its new place.
    await dayColumn(page, new Date(at.getTime() + DAY))
      .locator('[data-entry]:focus', { hasText: '键盘的内容' })
      .waitFor()
    await page.keyboard.press('m')
    await page.locator('dialog input[type=time]').fill('17:30')
    await page.locator('dialog button[type=submit]').click()
    await isAt(schedule, new Date(at.getTime() + DAY + 90 * MINUTE))
    await page.context().close()
  })

  it('puts back what is refused, and says why', async () => {
    const at = nextWeek(4)
    const schedule = await plan('被拒绝的内容', at)
    const page = await visit()

    await showNextWeek(page)
    await entry(page, '被拒绝的内容').waitFor()
    // What the person sees is of a moment ago: a page that is not looked at does not ask.
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }))
    await db.collection(PUBLICATIONS).updateMany({ schedule: new ObjectId(schedule) }, { $set: { state: 'sending' } })
    await drag(page, entry(page, '被拒绝的内容'), dayColumn(page, nextWeek(2)))
    await page.getByText('未能改期，仍在原处').waitFor()
    await dayColumn(page, at).locator('[data-entry]', { hasText: '被拒绝的内容' }).waitFor()

    expect((await whereIs(schedule)).plan).toEqual(at)
    await page.context().close()
  })

  it('opens an entry with its preview and acts, and gives the focus back', async () => {
    await plan('打开的内容', nextWeek(5))
    const page = await visit()

    await showNextWeek(page)
    await entry(page, '打开的内容').focus()
    await page.keyboard.press('Enter')
    await page.locator('.drumbeat-side .drumbeat-preview__one').waitFor()

    expect(await page.locator('.drumbeat-side').getByRole('button', { exact: true, name: '退回计划' }).count()).toBe(1)
    expect(await findAxeFaults(page)).toEqual([])

    await page.keyboard.press('Escape')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''), { timeout: 10_000 })
      .toContain('打开的内容')
    await page.context().close()
  })

  it('plans a post from the tray', async () => {
    const { doc } = await call('POST', '/posts', { kind: 'note', title: '待安排的内容' })

    await call('PATCH', `/posts/${(doc as { id: string }).id}`, { stage: 'approved' })
    const page = await visit()

    await page.getByRole('button', { name: '安排: 待安排的内容' }).click()
    await page.locator('dialog').getByText('小程序首页').click()
    await page.locator('dialog button[type=submit]').click()
    await expect
      .poll(() => db.collection(SCHEDULES).countDocuments({ post: new ObjectId((doc as { id: string }).id) }), {
        timeout: 30_000,
      })
      .toBe(1)
    await page.context().close()
  })

  it.each([
    { colorScheme: 'light', language: 'zh', views: ['月', '周', '日', '列表'], width: 1_440 },
    { colorScheme: 'dark', language: 'zh', views: ['列表', '日'], width: 390 },
    { colorScheme: 'dark', language: 'en', views: ['Month', 'Week', 'Day', 'List'], width: 1_440 },
  ] as const)('shows no serious fault to axe, $language, $colorScheme, $width px', async ({ views, ...look }) => {
    const page = await visit(look)
    const faults: string[] = []

    for (const view of views) {
      await page.getByRole('button', { exact: true, name: view }).click()
      await page.locator('.drumbeat-calendar').waitFor()
      faults.push(...(await findAxeFaults(page)).map((fault) => `${view} ${fault}`))
    }

    expect(faults).toEqual([])
    await page.context().close()
  })

  it('gives a phone the list', async () => {
    const page = await visit({ width: 390 })

    expect(await page.getByRole('button', { exact: true, name: '列表' }).getAttribute('aria-pressed')).toBe('true')
    await page.context().close()
  })

  it('sends strangers to the sign-in', async () => {
    const { context, page } = await openPage(browser, { origin: server.origin })

    await page.goto('/admin/calendar')
    await page.waitForURL('**/admin/login?*')

    expect(await page.locator('.drumbeat-calendar').count()).toBe(0)
    await context.close()
  })
})

/** Whether a place reaches from above another to below it, as a day's column does. */
const isBeside = (what: { y: number }, place: { height: number; y: number }): boolean =>
  place.y <= what.y && what.y <= place.y + place.height

const dayOf = (at: Date): string => new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 10)
