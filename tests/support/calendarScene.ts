import { type Db, MongoClient, ObjectId } from 'mongodb'
import type { Browser, Locator, Page } from 'playwright-core'
import { expect, inject } from 'vitest'

import { DAY, HOUR } from '../../src/domain/duration.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { type AdminContent, fillAdmin, PERSON } from './adminContent.ts'
import { startAdminServer } from './adminServer.ts'
import { openPage, type OpenPageOptions, signIn, startBrowser } from './browser.ts'

/** The calendar page of a filled admin in a real browser, and what tests do with it. */
export interface CalendarScene {
  browser: Browser
  /** A request of the person by REST; fails the test unless it is answered. */
  call(method: string, path: string, body: object): Promise<Record<string, unknown>>
  content: AdminContent
  db: Db
  /** Waits until plan and ledger stand at these instants, and nowhere else. */
  isAt(schedule: string, ...at: Date[]): Promise<void>
  origin: string
  /** Plans a new post of this title; gives its schedule's id. */
  plan(title: string, at: Date, given?: object, post?: object): Promise<string>
  stop(): Promise<void>
  visit(look?: Partial<OpenPageOptions>): Promise<Page>
  whereIs(schedule: string): Promise<{ plan: Date; rows: Date[] }>
}

export async function openCalendarScene(database: string): Promise<CalendarScene> {
  const client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
  const db = client.db(database)
  const server = await startAdminServer(`${inject('mongoUri')}/${database}?replicaSet=drumbeat`)
  const { origin } = server
  const content = await fillAdmin({ db, origin })
  const browser = await startBrowser()
  let token = ''

  async function call(method: string, path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${origin}/api${path}`, {
      body: JSON.stringify(body),
      headers: { authorization: `JWT ${token}`, 'content-type': 'application/json' },
      method,
    })
    const text = await response.text()

    expect(response.ok, `${method} ${path} ${text}`).toBe(true)

    return JSON.parse(text) as Record<string, unknown>
  }

  token = String((await call('POST', '/users/login', PERSON))['token'])

  const whereIs = async (schedule: string) => ({
    plan: (await db.collection(SCHEDULES).findOne({ _id: new ObjectId(schedule) }))?.['publishAt'] as Date,
    rows: (
      await db
        .collection(PUBLICATIONS)
        .find({ schedule: new ObjectId(schedule), state: 'armed' })
        .sort({ dueAt: 1 })
        .toArray()
    ).map(({ dueAt }) => dueAt as Date),
  })

  return {
    browser,
    call,
    content,
    db,
    async isAt(schedule, ...at) {
      await expect.poll(() => whereIs(schedule), { interval: 100, timeout: 30_000 }).toEqual({ plan: at[0], rows: at })
    },
    origin,
    async plan(title, at, given = {}, ofPost = {}) {
      const { doc } = await call('POST', '/posts', { excerpt: title, kind: 'note', title, ...ofPost })
      const post = (doc as { id: string }).id

      await call('PATCH', `/posts/${post}`, { stage: 'approved' })

      const made = await call('POST', '/schedules', {
        channels: [content.channelId],
        post,
        publishAt: at.toISOString(),
        publishAt_tz: 'Asia/Shanghai',
        state: 'armed',
        ...given,
      })

      return (made['doc'] as { id: string }).id
    },
    async stop() {
      await browser.close()
      await server.stop()
      await client.close()
    },
    async visit(look = {}) {
      const { page } = await openPage(browser, { origin, ...look })

      page.setDefaultTimeout(60_000)
      await signIn(page, PERSON)
      await page.goto('/admin/calendar')
      await page.locator('[data-entry]').first().waitFor()

      return page
    },
    whereIs,
  }
}

/** An hour of a day of the week that begins next Monday, in Shanghai: always ahead, always in the month's grid. */
export function nextWeek(day: number, hour = 12): Date {
  const now = new Date(Date.now() + 8 * HOUR)
  const monday = DAY * (Math.floor(now.getTime() / DAY) + ((8 - now.getUTCDay()) % 7 || 7))

  return new Date(monday + day * DAY + (hour - 8) * HOUR)
}

/** The day of an instant in Shanghai. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 10)

/** Turns to next week's grid, where each hour has its place. */
export async function showNextWeek(page: Page): Promise<void> {
  await page.getByRole('button', { exact: true, name: '周' }).click()
  await page.getByRole('button', { exact: true, name: '往后' }).click()
}

export const entryOf = (page: Page, title: string): Locator => page.locator('[data-entry]', { hasText: title })

export const dayColumn = (page: Page, at: Date): Locator => page.locator(`[role=cell][data-date="${dayOf(at)}"]`).last()

/** Drags by hand, as the grid wants it: down, on the way, there, up. */
export async function drag(page: Page, what: Locator, to: Locator): Promise<void> {
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

/** Whether a place reaches from above another to below it, as a day's column does. */
const isBeside = (what: { y: number }, place: { height: number; y: number }): boolean =>
  place.y <= what.y && what.y <= place.y + place.height
