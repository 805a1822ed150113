import { ObjectId } from 'mongodb'
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, MINUTE } from '../../src/domain/duration.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import {
  type CalendarScene,
  dayColumn,
  dayOf,
  drag,
  entryOf,
  nextWeek,
  openCalendarScene,
  showNextWeek,
} from '../support/calendarScene.ts'

describe('the calendar page', () => {
  let scene: CalendarScene

  beforeAll(async () => {
    scene = await openCalendarScene('calendar')
  })

  afterAll(() => scene?.stop())

  it('moves a schedule and its publication together by a drag, shows it to a second editor, and takes it back', async () => {
    const at = nextWeek(1)
    const schedule = await scene.plan('拖动的内容', at)
    const [page, second] = [await scene.visit(), await scene.visit({ language: 'en' })]

    await drag(page, entryOf(page, '拖动的内容'), dayColumn(page, nextWeek(3)))
    await scene.isAt(schedule, nextWeek(3))

    // The other editor's month shows the day without a reload.
    const moved = second.locator(`[data-date="${dayOf(nextWeek(3))}"]`, { hasText: '拖动的内容' })

    await moved.first().waitFor({ timeout: 10_000 })

    await page.keyboard.press('Control+z')
    await scene.isAt(schedule, at)
    await second
      .locator(`[data-date="${dayOf(at)}"]`, { hasText: '拖动的内容' })
      .first()
      .waitFor({ timeout: 10_000 })
    await Promise.all([page.context().close(), second.context().close()])
  })

  it('copies with Alt, and leaves the original', async () => {
    const at = nextWeek(0, 15)
    const schedule = await scene.plan('复制的内容', at)
    const page = await scene.visit()

    await showNextWeek(page)
    await page.keyboard.down('Alt')
    await drag(page, entryOf(page, '复制的内容'), dayColumn(page, nextWeek(2)))
    await page.keyboard.up('Alt')
    await expect.poll(() => entryOf(page, '复制的内容').count(), { timeout: 30_000 }).toBe(2)
    await scene.isAt(schedule, at)
    await page.context().close()
  })

  it('moves by the keyboard: at once with Alt and an arrow, or by day and time', async () => {
    const at = nextWeek(1, 16)
    const schedule = await scene.plan('键盘的内容', at)
    const page = await scene.visit()

    await showNextWeek(page)
    await entryOf(page, '键盘的内容').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await scene.isAt(schedule, new Date(at.getTime() + DAY))

    // The focus follows the entry to its new place.
    await dayColumn(page, new Date(at.getTime() + DAY))
      .locator('[data-entry]:focus', { hasText: '键盘的内容' })
      .waitFor()
    await page.keyboard.press('m')
    await page.locator('dialog input[type=time]').fill('17:30')
    await page.locator('dialog button[type=submit]').click()
    await scene.isAt(schedule, new Date(at.getTime() + DAY + 90 * MINUTE))
    await page.context().close()
  })

  it('leaves the focus to somebody who has gone on before the move shows', async () => {
    const [at, other] = [nextWeek(1, 8), nextWeek(3, 8)]
    const schedule = await scene.plan('先移动的键盘内容', at)
    const next = await scene.plan('接着移动的键盘内容', other)
    const page = await scene.visit()

    await showNextWeek(page)
    await entryOf(page, '先移动的键盘内容').focus()

    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })

    await page.route('**/schedules/calendar?**', async (route) => {
      await held
      await route.continue()
    })
    await page.keyboard.press('Alt+ArrowRight')
    await scene.isAt(schedule, new Date(at.getTime() + DAY))
    await entryOf(page, '接着移动的键盘内容').focus()
    letGo()
    await dayColumn(page, new Date(at.getTime() + DAY))
      .locator('[data-entry]', { hasText: '先移动的键盘内容' })
      .waitFor()
    // Whatever was to take the focus has taken it by the next frame but one.
    await page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    )
    await page.keyboard.press('Alt+ArrowRight')
    await scene.isAt(next, new Date(other.getTime() + DAY))
    await scene.isAt(schedule, new Date(at.getTime() + DAY))
    await page.context().close()
  })

  it('puts back what is refused, and says why', async () => {
    const at = nextWeek(4)
    const schedule = await scene.plan('被拒绝的内容', at)
    const page = await scene.visit()
    const asked = new Set<Request>()

    page.on('request', (request) => request.url().includes('/schedules/calendar?') && asked.add(request))
    page.on('requestfinished', (request) => asked.delete(request))
    page.on('requestfailed', (request) => asked.delete(request))
    await showNextWeek(page)
    await entryOf(page, '被拒绝的内容').waitFor()
    // What the person sees is of a moment ago: a page that is not looked at does not ask, and waits for no answer.
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }))
    await expect.poll(() => asked.size).toBe(0)
    await scene.db
      .collection(PUBLICATIONS)
      .updateMany({ schedule: new ObjectId(schedule) }, { $set: { state: 'sending' } })
    await drag(page, entryOf(page, '被拒绝的内容'), dayColumn(page, nextWeek(2)))
    await page.getByText('未能改期，仍在原处').waitFor()
    await dayColumn(page, at).locator('[data-entry]', { hasText: '被拒绝的内容' }).waitFor()

    expect((await scene.whereIs(schedule)).plan).toEqual(at)
    await page.context().close()
  })

  it('shows an entry once when a move is refused because another editor was quicker', async () => {
    const [at, there] = [nextWeek(1, 10), nextWeek(1, 18)]
    const schedule = await scene.plan('两人同时移动的内容', at)
    const page = await scene.visit()
    const entry = entryOf(page, '两人同时移动的内容')

    await showNextWeek(page)
    await entry.waitFor()

    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })

    await page.route('**/move', async (route) => {
      await held
      await route.continue()
    })
    // What the person sees is of a moment ago until they have dropped it.
    await page.route('**/schedules/calendar?**', (route) => route.abort())
    await scene.call('POST', `/schedules/${schedule}/move`, { publishAt: there.toISOString() })
    await drag(page, entry, dayColumn(page, nextWeek(4)))
    await page.unroute('**/schedules/calendar?**')
    // The page has seen where the other has put it before its own move is refused.
    await dayColumn(page, there)
      .locator('[data-entry]', { hasText: /18:00.*两人同时移动的内容/ })
      .waitFor()
    letGo()
    await page.getByText('未能改期，仍在原处').waitFor()
    const answers = page.waitForResponse((response) => response.url().includes('/schedules/calendar?'))

    await answers
    expect(await entry.count()).toBe(1)
    expect((await scene.whereIs(schedule)).plan).toEqual(there)
    await page.context().close()
  })

  it('moves by no key what is out on a channel, nor what still waits on another', async () => {
    const at = nextWeek(5, 9)
    const made = await scene.call('POST', '/channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
    const schedule = await scene.plan('两个渠道的内容', at, {
      channels: [scene.content.channelId, (made['doc'] as { id: string }).id],
    })

    await scene.db
      .collection(PUBLICATIONS)
      .updateOne(
        { channel: new ObjectId(scene.content.channelId), schedule: new ObjectId(schedule) },
        { $set: { state: 'published' } },
      )
    const page = await scene.visit()

    await showNextWeek(page)
    const out = entryOf(page, '两个渠道的内容').filter({ hasText: '已发布' })
    const told = page.locator('[data-sonner-toast]', { hasText: '未能改期，仍在原处' })

    await out.focus()
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(() => told.count()).toBe(1)
    await page.keyboard.press('m')
    await expect.poll(() => told.count()).toBe(2)
    expect(await page.locator('dialog').count()).toBe(0)
    await scene.isAt(schedule, at)
    await page.context().close()
  })

  it('opens an entry with its preview and acts, and gives the focus back', async () => {
    await scene.plan('打开的内容', nextWeek(5))
    const page = await scene.visit()

    await showNextWeek(page)
    await entryOf(page, '打开的内容').focus()
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

  it('keeps an entry open while it is armed and moved, and opens none by itself', async () => {
    const at = nextWeek(6, 16)
    const schedule = await scene.plan('在侧栏中处理的内容', at, { state: 'planned' })
    const page = await scene.visit()
    const panel = page.locator('.drumbeat-side', { hasText: '在侧栏中处理的内容' })
    const state = page.locator('.drumbeat-filters select').first()

    await showNextWeek(page)
    await entryOf(page, '在侧栏中处理的内容').click()
    await panel.getByRole('button', { exact: true, name: '设为就绪' }).click()
    await panel.getByRole('button', { exact: true, name: '暂停' }).waitFor()

    // Another moves it: the panel follows, and leaves the focus where it is.
    await state.focus()
    await scene.call('POST', `/schedules/${schedule}/move`, { publishAt: nextWeek(5, 16).toISOString() })
    await dayColumn(page, nextWeek(5)).locator('[data-entry]', { hasText: '在侧栏中处理的内容' }).waitFor()
    expect(await panel.count()).toBe(1)
    expect(await state.evaluate((select) => select === document.activeElement)).toBe(true)

    // What is out of sight is closed, and stays so when it comes back.
    await page.getByRole('button', { exact: true, name: '往后' }).click()
    await panel.waitFor({ state: 'detached' })
    await page.getByRole('button', { exact: true, name: '往前' }).click()
    await entryOf(page, '在侧栏中处理的内容').waitFor()
    expect(await panel.count()).toBe(0)
    await page.context().close()
  })

  it('shows the time of an entry alone, without an end', async () => {
    await scene.plan('只有开始的时间', nextWeek(6, 3))
    const page = await scene.visit()
    const time = entryOf(page, '只有开始的时间').locator('.drumbeat-entry__time')

    await showNextWeek(page)
    expect(await time.textContent()).toBe('03:00')
    await page.getByRole('button', { exact: true, name: '列表' }).click()
    expect(await time.textContent()).toBe('03:00')
    // As many are counted as are there to see: not those of the day before and the day after, which come along.
    await page.getByText(`共 ${await page.locator('[data-entry]').count()} 条`, { exact: true }).waitFor()
    await page.context().close()
  })

  it('plans a post from the tray', async () => {
    const { doc } = await scene.call('POST', '/posts', { kind: 'note', title: '待安排的内容' })

    await scene.call('PATCH', `/posts/${(doc as { id: string }).id}`, { stage: 'approved' })
    const page = await scene.visit()

    await page.getByRole('button', { name: '安排: 待安排的内容' }).click()
    await page.locator('dialog').getByText('小程序首页').click()
    await page.locator('dialog button[type=submit]').click()
    await expect
      .poll(() => scene.db.collection(SCHEDULES).countDocuments({ post: new ObjectId((doc as { id: string }).id) }), {
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
    const page = await scene.visit(look)
    const faults: string[] = []

    for (const view of views) {
      await page.getByRole('button', { exact: true, name: view }).click()
      await page.locator('.drumbeat-calendar').waitFor()
      faults.push(...(await findAxeFaults(page)).map((fault) => `${view} ${fault}`))
    }

    expect(faults).toEqual([])
    await page.context().close()
  })

  it('changes its view as fast as one can', async () => {
    const page = await scene.visit()
    const errors: string[] = []

    page.on('pageerror', (error) => errors.push(error.message))

    // As when letters arrive late: the grid has another height, and goes before the frame in which it would scroll for that.
    await page.evaluate(async (turns) => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('.drumbeat-segments button')]
      const press = (name: string) => buttons.find(({ textContent }) => textContent === name)?.click()
      const heightOf = () => document.querySelector('.drumbeat-calendar')?.clientHeight
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const task = () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel()

          port1.onmessage = resolve
          port2.postMessage(null)
        })
      const letters = document.head.appendChild(document.createElement('style'))

      for (let turn = 0; turn < turns; turn += 1) {
        press('周')
        for (let frames = 0; frames < 5; frames += 1) {
          await frame()
        }

        press('日')
        for (let frames = 0; frames < turn % 3; frames += 1) {
          await frame()
        }

        const before = heightOf()

        letters.textContent = `.drumbeat-calendar * { font-size: ${turn % 2 === 0 ? 26 : 12}px !important }`

        for (let tasks = 0; heightOf() === before && tasks < 1_000; tasks += 1) {
          await task()
        }

        for (let tasks = 0; tasks < turn % 4; tasks += 1) {
          await task()
        }

        press('月')
        await frame()
      }
    }, 20)
    await page.locator('[data-date]').first().waitFor()

    expect(await page.getByRole('button', { exact: true, name: '月' }).getAttribute('aria-pressed')).toBe('true')
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('gives a phone the list', async () => {
    const page = await scene.visit({ width: 390 })

    expect(await page.getByRole('button', { exact: true, name: '列表' }).getAttribute('aria-pressed')).toBe('true')
    await page.context().close()
  })

  it('sends strangers to the sign-in', async () => {
    const { context, page } = await openPage(scene.browser, { origin: scene.origin })

    await page.goto('/admin/calendar')
    await page.waitForURL('**/admin/login?*')

    expect(await page.locator('.drumbeat-calendar').count()).toBe(0)
    await context.close()
  })
})
