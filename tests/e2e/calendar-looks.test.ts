import { ObjectId } from 'mongodb'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR } from '../../src/domain/duration.ts'
import { CAMPAIGNS, CHANNELS, COLLABORATIONS, KOL_PARTNERS, PUBLICATIONS, USERS } from '../../src/domain/slugs.ts'
import { type CalendarScene, dayOf, drag, entryOf, nextWeek, openCalendarScene } from '../support/calendarScene.ts'

const HERE = '新频道的内容'
const ARMED = '已就绪的内容'
const PLANNED = '只是计划的内容'
const FAILED = '没有发出的内容'

describe('what the calendar page shows', () => {
  let at: Date
  let failed: string
  let scene: CalendarScene

  beforeAll(async () => {
    scene = await openCalendarScene('calendar_looks')
    at = nextWeek(2, 10)

    const campaign = await create(CAMPAIGNS, { name: '年货节' })
    const channel = await create(CHANNELS, { kind: 'feed', mode: 'live', name: '新频道', slug: 'new' })

    const author = await create(USERS, {
      email: 'writer@example.com',
      name: '陈思远',
      password: 'a long password',
      roles: ['editor'],
    })
    const partner = await create(KOL_PARTNERS, { name: '阿May' })
    const collaboration = await create(COLLABORATIONS, { partner, title: '种草' })

    await scene.plan(ARMED, at)
    await scene.plan(PLANNED, nextWeek(3, 10), { state: 'planned' })
    await scene.plan(HERE, nextWeek(4, 10), { channels: [channel] }, { author, campaign, collaboration })
    failed = await scene.plan(FAILED, nextWeek(5, 10))
    await scene.db.collection(PUBLICATIONS).updateOne(
      { schedule: new ObjectId(failed) },
      {
        $set: {
          error: { class: 'rejected-content', code: 'WORD', message: '含有禁用词' },
          startedAt: nextWeek(5, 10),
          state: 'failed',
        },
      },
    )
  })

  afterAll(() => scene?.stop())

  const create = async (slug: string, body: object): Promise<string> =>
    ((await scene.call('POST', `/${slug}`, body))['doc'] as { id: string }).id

  /** Which of these the month shows. */
  const shown = async (page: Page): Promise<string[]> => {
    const all = [ARMED, PLANNED, HERE, FAILED]
    const counts = await Promise.all(all.map((title) => entryOf(page, title).count()))

    return all.filter((_, place) => counts[place] !== 0)
  }

  it.each([
    { filter: '渠道', option: '新频道', stays: [HERE] },
    { filter: '活动', option: '年货节', stays: [HERE] },
    { filter: '状态', option: '计划中', stays: [PLANNED] },
    { filter: '状态', option: '失败', stays: [FAILED] },
    { filter: '作者', option: '陈思远', stays: [HERE] },
    { filter: 'KOL 伙伴', option: '阿May', stays: [HERE] },
  ])('narrows to $filter $option, and back', async ({ filter, option, stays }) => {
    const page = await scene.visit()
    const select = page.locator('.drumbeat-filters label', { hasText: filter }).locator('select')

    await entryOf(page, ARMED).first().waitFor()
    await select.selectOption({ label: option })
    await expect.poll(() => shown(page)).toEqual(stays)
    await select.selectOption('')
    await expect.poll(() => shown(page)).toEqual([ARMED, PLANNED, HERE, FAILED])
    await page.context().close()
  })

  it('outlines what is planned, fills what is armed, and colours by channel or by state', async () => {
    const page = await scene.visit()
    const lookOf = (title: string) =>
      entryOf(page, title)
        .first()
        .evaluate((element) => {
          const entry = element.closest('.drumbeat-entry') ?? element
          const { backgroundColor, borderTopColor, borderTopStyle } = getComputedStyle(entry)

          return { fill: backgroundColor, line: borderTopStyle, tint: borderTopColor }
        })

    await entryOf(page, PLANNED).first().waitFor()
    const [armed, planned, here] = [await lookOf(ARMED), await lookOf(PLANNED), await lookOf(HERE)]

    expect([armed.line, planned.line]).toEqual(['solid', 'dashed'])
    expect(planned.fill).not.toBe(armed.fill)
    // The same channel has one colour, another channel another one.
    expect(planned.tint).toBe(armed.tint)
    expect(here.tint).not.toBe(armed.tint)

    await page.getByRole('button', { exact: true, name: '按状态' }).click()
    await expect.poll(async () => (await lookOf(HERE)).tint === (await lookOf(ARMED)).tint).toBe(true)
    expect((await lookOf(PLANNED)).tint).not.toBe((await lookOf(ARMED)).tint)
    await page.context().close()
  })

  it('says of what is over how it ended, and why', async () => {
    const page = await scene.visit()

    await entryOf(page, FAILED).filter({ hasText: '失败' }).first().click()
    await page.locator('.drumbeat-side').getByText('含有禁用词').waitFor()
    await page.context().close()
  })

  it('shows each time in the viewer’s zone, the channel’s or a chosen one, and says which', async () => {
    const page = await scene.visit({ timeZone: 'America/New_York' })
    const zone = page.locator('.drumbeat-zone')
    const time = entryOf(page, ARMED).first().locator('.drumbeat-entry__time')
    const hourIn = (timeZone: string): string =>
      new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)

    await expect.poll(() => time.textContent()).toContain(hourIn('America/New_York'))
    expect(await zone.textContent()).toMatch(/GMT-[45]$/)

    for (const [choice, timeZone, said] of [
      ['channel', 'Asia/Shanghai', /按各渠道时区$/],
      ['UTC', 'UTC', /UTC$|GMT$/],
    ] as const) {
      await zone.locator('select').selectOption(choice)
      await expect.poll(() => time.textContent()).toContain(hourIn(timeZone))
      expect(await zone.textContent()).toMatch(said)
    }

    await page.context().close()
  })

  it('moves by a day in a month that shows another zone than the channel’s', async () => {
    const title = '跨时区拖动的内容'
    // Late in New York is the next day in Shanghai.
    const from = nextWeek(1, 11)
    const schedule = await scene.plan(title, from)
    const page = await scene.visit({ timeZone: 'America/New_York' })
    const to = new Date(from.getTime() + 3 * DAY)
    const dayInNewYork = new Date(to.getTime() - 5 * HOUR).toISOString().slice(0, 10)

    expect(dayInNewYork).not.toBe(dayOf(to))
    await drag(page, entryOf(page, title).first(), page.locator(`[data-date="${dayInNewYork}"]`).first())
    await scene.isAt(schedule, to)
    await page.context().close()
  })

  it('shows the holidays of China, and the days worked for them', async () => {
    const page = await scene.visit()

    await page.getByLabel('跳转到月份').fill('2026-10')
    await page.locator('.drumbeat-day-note--holiday', { hasText: '国庆节' }).first().waitFor()
    expect(await page.locator('.drumbeat-day-note--workday', { hasText: '班' }).count()).toBeGreaterThan(0)
    await page.context().close()
  })
})
