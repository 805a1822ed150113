import { ObjectId } from 'mongodb'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { PUBLICATIONS, SCHEDULES } from '../../src/domain/slugs.ts'
import { findAxeFaults } from '../support/axe.ts'
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

const SEEN_WITHIN_MS = 2 * SECOND

describe('an act on the calendar page', () => {
  let scene: CalendarScene

  beforeAll(async () => {
    scene = await openCalendarScene('calendar_acts')
    // Something to see on the page before the first act.
    await scene.plan('先到的内容', nextWeek(6, 9))
  })

  afterAll(() => scene?.stop())

  async function anApprovedPost(title: string): Promise<string> {
    const { doc } = await scene.call('POST', '/posts', { excerpt: title, kind: 'note', title })
    const post = (doc as { id: string }).id

    await scene.call('PATCH', `/posts/${post}`, { stage: 'approved' })

    return post
  }

  /** A platform that refuses a text that it knows. */
  async function aWeibo(name: string): Promise<string> {
    const { doc } = await scene.call('POST', '/channels', {
      kind: 'weibo',
      mode: 'rehearsal',
      name,
      slug: `weibo-${new ObjectId().toHexString()}`,
    })

    return (doc as { id: string }).id
  }

  const plansOf = (post: string) =>
    scene.db
      .collection(SCHEDULES)
      .find({ post: new ObjectId(post) })
      .toArray()

  async function open(page: Page, title: string): Promise<void> {
    await entryOf(page, title).first().click()
    await page.locator('.drumbeat-side').getByRole('link', { name: title }).waitFor()
  }

  const aside = (page: Page, name: string) => page.locator('.drumbeat-side').getByRole('button', { exact: true, name })

  it('plans what is dragged from the tray onto a day', async () => {
    const post = await anApprovedPost('从待排列表拖来')
    const page = await scene.visit()
    const waiting = page.locator('.drumbeat-tray [data-post]', { hasText: '从待排列表拖来' })

    await drag(page, waiting, page.locator(`[data-date="${dayOf(nextWeek(1))}"]`).first())
    expect(await page.locator('dialog input[type=date]').inputValue()).toBe(dayOf(nextWeek(1)))
    await page.locator('dialog').getByText('小程序首页').click()
    await page.locator('dialog').getByRole('button', { name: '保存并就绪' }).click()
    await entryOf(page, '从待排列表拖来').waitFor()

    const [schedule] = await plansOf(post)

    await scene.isAt(String(schedule?._id), nextWeek(1, 10))
    await waiting.waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('plans at the time of an empty slot that is clicked', async () => {
    const post = await anApprovedPost('空白处新建')
    const page = await scene.visit()

    await showNextWeek(page)
    const column = dayColumn(page, nextWeek(2))
    const height = (await column.boundingBox())?.height ?? 0

    // The column holds 24 hours: three quarters down is six in the evening.
    await column.click({ position: { x: 40, y: height * 0.75 + 4 } })
    expect(await page.locator('dialog input[type=date]').inputValue()).toBe(dayOf(nextWeek(2)))
    expect(await page.locator('dialog input[type=time]').inputValue()).toBe('18:00')
    await page.locator('dialog select').first().selectOption(post)
    await page.locator('dialog').getByText('小程序首页').click()
    expect(await findAxeFaults(page)).toEqual([])
    await page.locator('dialog button[type=submit]').click()
    await entryOf(page, '空白处新建').waitFor()

    expect(
      (await plansOf(post)).map(({ publishAt, state }) => ({ publishAt: publishAt as Date, state: state as string })),
    ).toEqual([{ publishAt: nextWeek(2, 18), state: 'planned' }])

    await page.locator('[data-sonner-toast]').getByRole('button', { name: '撤销' }).click()
    await entryOf(page, '空白处新建').waitFor({ state: 'detached' })
    expect((await plansOf(post)).map(({ state }) => state as string)).toEqual(['cancelled'])
    await page.context().close()
  })

  it('says what speaks against a plan while it is made, and what arming warns of', async () => {
    const weibo = await aWeibo('微博新建')
    const post = await anApprovedPost('新建时就要提醒')
    const page = await scene.visit()
    const dialog = page.locator('dialog')

    await scene.plan('已经占了的时间', nextWeek(5, 10), { channels: [weibo] })
    await scene.call('PATCH', `/channels/${weibo}`, { minGapMinutes: 30 })
    await page.getByRole('button', { name: '安排: 新建时就要提醒' }).click()
    await dialog.getByText('微博新建').click()
    await dialog.locator('input[type=date]').fill(dayOf(nextWeek(5)))
    await dialog.locator('input[type=time]').fill('10:05')
    await dialog.locator('.drumbeat-check').getByRole('button', { name: /改到/ }).click()
    await expect.poll(() => dialog.locator('input[type=time]').inputValue()).not.toBe('10:05')

    await dialog.locator('.drumbeat-recurrence select').first().selectOption({ label: '每天' })
    expect(await findAxeFaults(page)).toEqual([])
    await picture(page, 'create-repeat')
    await dialog.getByRole('button', { name: '保存并就绪' }).click()
    await page.locator('[data-sonner-toast]', { hasText: '「微博新建」会拒绝重复的文案' }).waitFor()
    expect((await plansOf(post)).map(({ state }) => state as string)).toEqual(['armed'])
    await page.locator('[data-sonner-toast]').getByRole('button', { name: '撤销' }).click()
    await expect.poll(async () => (await plansOf(post)).map(({ state }) => state as string)).toEqual(['cancelled'])
    await page.context().close()
  })

  it('mends a conflict by its button in the side panel', async () => {
    // Two posts of the same channel five minutes apart.
    await scene.plan('先发的内容', nextWeek(3, 20))
    const schedule = await scene.plan('挨得太近的内容', new Date(nextWeek(3, 20).getTime() + 5 * MINUTE), {
      state: 'planned',
    })
    const page = await scene.visit()

    await showNextWeek(page)
    await open(page, '挨得太近的内容')
    const tooClose = page.locator('.drumbeat-checks li', { hasText: '先发的内容' })

    await tooClose.getByRole('button', { name: /^改到/ }).click()
    await tooClose.waitFor({ state: 'detached' })
    // A channel without a gap of its own is warned of within a quarter of an hour.
    expect((await scene.whereIs(schedule)).plan).toEqual(new Date(nextWeek(3, 20).getTime() + 15 * MINUTE))
    await page.context().close()
  })

  it.each([
    { left: [0, 2, 3], moved: [1], scope: '仅这一场', title: '重复甲' },
    { left: [0], moved: [1, 2, 3], scope: '这一场及以后', title: '重复乙' },
    { left: [], moved: [0, 1, 2, 3], scope: '所有未发出的场次', title: '重复丙' },
  ])('moves a repeat: $scope, and takes it back', async ({ left, moved, scope, title }) => {
    const start = nextWeek(1, 8)
    const on = (days: number, laterMs = 0) => new Date(start.getTime() + days * DAY + laterMs)
    const schedule = await scene.plan(title, start, { recurrence: 'FREQ=DAILY;COUNT=4' })
    const post = String((await scene.db.collection(SCHEDULES).findOne({ _id: new ObjectId(schedule) }))?.['post'])
    const standing = async (): Promise<Date[]> =>
      (await Promise.all((await plansOf(post)).map(async ({ _id }) => (await scene.whereIs(String(_id))).rows)))
        .flat()
        .sort((one, other) => one.getTime() - other.getTime())
    const stands = (...at: Date[]) => expect.poll(standing, { interval: 100, timeout: 30_000 }).toEqual(at)
    const page = await scene.visit()

    await showNextWeek(page)
    await dayColumn(page, on(1)).locator('[data-entry]', { hasText: title }).click()
    await aside(page, '改期').click()
    await page.locator('dialog input[type=time]').fill('09:00')
    await page.locator('dialog').getByLabel(scope).check()
    await page.locator('dialog button[type=submit]').click()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await stands(
      ...[...left.map((day) => on(day)), ...moved.map((day) => on(day, HOUR))].sort(
        (one, other) => one.getTime() - other.getTime(),
      ),
    )
    await page.locator('[data-sonner-toast]').getByRole('button', { name: '撤销' }).click()
    await stands(on(0), on(1), on(2), on(3))
    await page.context().close()
  })

  it('asks how much of a repeat is meant, dragged or by a key, and copies what cannot be moved', async () => {
    const start = nextWeek(1, 4)
    const on = (days: number) => new Date(start.getTime() + days * DAY)
    const schedule = await scene.plan('拖动的重复', start, { recurrence: 'FREQ=WEEKLY;COUNT=2' })
    const page = await scene.visit()
    const entry = dayColumn(page, start).locator('[data-entry]', { hasText: '拖动的重复' })
    const dialog = page.locator('dialog')

    await showNextWeek(page)
    await entry.focus()
    await page.keyboard.press('Alt+ArrowRight')
    expect(await dialog.locator('input[type=date]').inputValue()).toBe(dayOf(on(1)))
    await dialog.getByLabel('仅这一场').waitFor()
    await dialog.getByRole('button', { exact: true, name: '关闭' }).click()
    await drag(page, entry, dayColumn(page, on(2)))
    expect(await dialog.locator('input[type=date]').inputValue()).toBe(dayOf(on(2)))
    // A hand does not hit the minute.
    await dialog.locator('input[type=time]').fill('04:00')
    await dialog.getByLabel('仅这一场').check()
    await dialog.locator('button[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await scene.whereIs(schedule)).rows, { interval: 100, timeout: 30_000 })
      .toEqual([on(2), on(7)])

    // What is out stays in its place; a copy of it can be dragged elsewhere.
    await scene.db
      .collection(PUBLICATIONS)
      .updateOne({ dueAt: on(2), schedule: new ObjectId(schedule) }, { $set: { state: 'published' } })
    const out = dayColumn(page, on(2)).locator('[data-entry]', { hasText: /拖动的重复.*已发布/ })

    await out.waitFor()
    await drag(page, out, dayColumn(page, on(3)))
    await page.locator('[data-sonner-toast]', { hasText: '未能改期，仍在原处' }).waitFor()
    await page.keyboard.down('Alt')
    await drag(page, out, dayColumn(page, on(4)))
    await page.keyboard.up('Alt')
    await dayColumn(page, on(4))
      .locator('[data-entry]', { hasText: /拖动的重复.*计划中/ })
      .waitFor()
    expect(await out.count()).toBe(1)
    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'cancelled' })
    await page.context().close()
  })

  it('takes back a move of all that are to come of a repeat that has begun', async () => {
    const next = nextWeek(1, 6)
    const began = new Date(next.getTime() - 14 * DAY)
    const schedule = await scene.plan('早已开始的重复', next, { recurrence: 'FREQ=DAILY;COUNT=16', state: 'planned' })

    await scene.db
      .collection(SCHEDULES)
      .updateOne(
        { _id: new ObjectId(schedule) },
        { $set: { localTime: localTimeAt({ at: began, timeZone: 'Asia/Shanghai' }), publishAt: began } },
      )
    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'armed' })
    const { rows } = await scene.whereIs(schedule)
    const page = await scene.visit()

    await showNextWeek(page)
    await dayColumn(page, next).locator('[data-entry]', { hasText: '早已开始的重复' }).click()
    await aside(page, '改期').click()
    // Later, for today's may come within the hour.
    await page.locator('dialog input[type=time]').fill('07:00')
    await page.locator('dialog').getByLabel('所有未发出的场次').check()
    await page.locator('dialog button[type=submit]').click()
    await scene.isAt(schedule, ...rows.map((at) => new Date(at.getTime() + HOUR)))
    await page.locator('[data-sonner-toast]').getByRole('button', { name: '撤销' }).click()
    await expect.poll(() => scene.whereIs(schedule), { interval: 100, timeout: 30_000 }).toEqual({ plan: began, rows })
    // The days are left to others.
    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'cancelled' })
    await page.context().close()
  })

  it('takes back by each message the move that it tells of, and by the key the last one', async () => {
    const [one, other] = [nextWeek(1, 21), nextWeek(3, 21)]
    const first = await scene.plan('先移动的内容', one)
    const second = await scene.plan('后移动的内容', other)
    const later = (at: Date) => new Date(at.getTime() + DAY)
    const page = await scene.visit()

    await showNextWeek(page)
    await entryOf(page, '先移动的内容').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await scene.isAt(first, later(one))
    await entryOf(page, '后移动的内容').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await scene.isAt(second, later(other))

    const messages = page.locator('[data-sonner-toast]', { hasText: '已改期' })

    // The newest is in front; the others are spread out while one points at it.
    await expect.poll(() => messages.count()).toBe(2)
    await page.locator('[data-sonner-toast][data-front=true]').hover()
    await page
      .locator('[data-sonner-toast][data-front=false][data-expanded=true]')
      .getByRole('button', { name: '撤销' })
      .click()
    await scene.isAt(first, one)
    await scene.isAt(second, later(other))

    await page.keyboard.press('Control+z')
    await scene.isAt(second, other)
    await scene.isAt(first, one)
    await page.context().close()
  })

  it('leaves out an occurrence and those after it', async () => {
    const start = nextWeek(1, 7)
    const on = (days: number) => new Date(start.getTime() + days * DAY)
    const schedule = await scene.plan('取消其中几场', start, { recurrence: 'FREQ=DAILY;COUNT=4' })
    const page = await scene.visit()

    await showNextWeek(page)
    await dayColumn(page, on(2)).locator('[data-entry]', { hasText: '取消其中几场' }).click()
    await aside(page, '取消场次…').click()
    await page.locator('dialog').getByLabel('这一场及以后').check()
    expect(await findAxeFaults(page)).toEqual([])
    await page.locator('dialog button[type=submit]').click()
    await scene.isAt(schedule, on(0), on(1))
    await page.context().close()
  })

  it('takes back a repeat that was cancelled whole, with what was pinned, though its post has changed since', async () => {
    const start = nextWeek(1, 8)
    const schedule = await scene.plan('整个取消又恢复', start, { recurrence: 'FREQ=DAILY;COUNT=3' })
    const { rows } = await scene.whereIs(schedule)
    const stored = await scene.db.collection(SCHEDULES).findOne({ _id: new ObjectId(schedule) })
    const page = await scene.visit()

    expect(rows).toHaveLength(3)
    await showNextWeek(page)
    await dayColumn(page, start).locator('[data-entry]', { hasText: '整个取消又恢复' }).click()
    await aside(page, '取消场次…').click()
    await page.locator('dialog').getByLabel('所有未发出的场次').check()
    await page.locator('dialog button[type=submit]').click()
    await expect.poll(async () => (await scene.whereIs(schedule)).rows).toEqual([])

    await scene.call('PATCH', `/posts/${String(stored?.['post'])}?draft=true`, { title: '之后改过的标题' })
    await page.locator('[data-sonner-toast]').getByRole('button', { name: '撤销' }).click()
    await scene.isAt(schedule, ...rows)
    expect(await scene.db.collection(SCHEDULES).findOne({ _id: new ObjectId(schedule) })).toMatchObject({
      pinnedVersion: stored?.['pinnedVersion'] as string,
      state: 'armed',
    })
    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'cancelled' })
    await page.context().close()
  })

  it('asks before a schedule stops on all its channels, and takes it back', async () => {
    const at = nextWeek(2, 5)
    const other = await scene.call('POST', '/channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
    const schedule = await scene.plan('停下又恢复', at, {
      channels: [scene.content.channelId, (other['doc'] as { id: string }).id],
      recurrence: 'FREQ=DAILY;COUNT=3',
    })
    const { rows } = await scene.whereIs(schedule)
    const page = await scene.visit()
    const question = page.locator('dialog')
    const entry = dayColumn(page, at)
      .locator('[data-entry]', { hasText: /停下又恢复.*已就绪/ })
      .first()
    const stands = async (...standing: Date[]): Promise<void> => {
      await expect
        .poll(async () => (await scene.whereIs(schedule)).rows, { interval: 100, timeout: 30_000 })
        .toEqual(standing)
    }
    const takeBack = async (done: string): Promise<string> => {
      const message = page.locator('[data-sonner-toast]', { hasText: done })

      await message.waitFor()
      const text = (await message.textContent()) ?? ''

      await message.getByRole('button', { name: '撤销' }).click()

      return text
    }

    expect(rows).toHaveLength(6)
    await showNextWeek(page)

    for (const [act, done, isPinnedAnew] of [
      ['暂停', '已暂停', false],
      ['退回计划', '已退回计划', true],
      ['取消排期', '排期已取消', true],
    ] as const) {
      // The page shows what is taken back a moment later.
      await entry.click()
      await aside(page, act).click()
      await question.getByText('涉及所有未发出的场次，共 2 个渠道。').waitFor()
      expect(await question.getByText('锁定届时最新的版本').count()).toBe(isPinnedAnew ? 1 : 0)
      expect(await findAxeFaults(page)).toEqual([])

      // Nothing has happened yet.
      await stands(...rows)
      await question.getByRole('button', { exact: true, name: '关闭' }).click()
      await question.waitFor({ state: 'detached' })
      await stands(...rows)

      await aside(page, act).click()
      await question.getByRole('button', { exact: true, name: act }).click()
      await stands()
      expect((await takeBack(done)).includes('锁定届时最新的版本')).toBe(isPinnedAnew)
      await stands(...rows)
    }

    // The day is left to others.
    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'cancelled' })
    await page.context().close()
  })

  it('says what arming warns of, before and after, and on the schedule’s page', async () => {
    const weibo = await aWeibo('官方微博')
    const schedule = await scene.plan('每天同样的话', nextWeek(1, 15), {
      channels: [weibo],
      recurrence: 'FREQ=DAILY;COUNT=3',
      state: 'planned',
    })
    const page = await scene.visit()
    const warning = '「官方微博」会拒绝重复的文案'

    await showNextWeek(page)
    await open(page, '每天同样的话')
    await page.locator('.drumbeat-checks li', { hasText: warning }).waitFor()
    await aside(page, '设为就绪').click()
    await page.locator('[data-sonner-toast]', { hasText: warning }).waitFor()
    await picture(page, 'armed-with-warning')

    for (const [colorScheme, language, text] of [
      ['light', 'zh', warning],
      ['dark', 'en', 'refuses a text that it has seen before'],
    ] as const) {
      const other = await scene.visit({ colorScheme, language })

      await other.goto(`/admin/collections/schedules/${schedule}`)
      await other.locator('.drumbeat-warnings', { hasText: text }).waitFor()
      await picture(other, `schedule-warning-${colorScheme}`)
      await other.context().close()
    }

    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'cancelled' })
    await page.context().close()
  })

  it('makes an address to subscribe to, and ends it', async () => {
    const page = await scene.visit()
    const dialog = page.locator('dialog')

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { exact: true, name: '订阅' }).click()
    await dialog.getByRole('button', { exact: true, name: '生成地址' }).click()
    const address = await dialog.locator('.drumbeat-secret').textContent()

    await dialog.getByRole('button', { name: '复制地址' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(address)
    expect(await findAxeFaults(page)).toEqual([])

    const token = new URL(String(address)).searchParams.get('token')
    const owner = () => scene.db.collection('calendar_tokens').findOne({ revokedAt: null })

    // The address of the page is Express's; this server has Payload's endpoints alone.
    const ask = () => fetch(`${scene.origin}/api/drumbeat/delivery/v1/calendar.ics?token=${token}`)
    const calendar = await ask()

    expect([calendar.status, calendar.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(await calendar.text()).toContain('先到的内容')
    expect(await owner()).not.toBeNull()

    await dialog.getByRole('button', { name: '停用订阅' }).click()
    await dialog.getByRole('button', { exact: true, name: '生成地址' }).waitFor()
    expect(await owner()).toBeNull()
    expect((await ask()).status).toBe(410)
    expect(await dialog.locator('.drumbeat-secret').count()).toBe(0)
    await page.context().close()
  })

  it('copies by the keyboard, to a day and a time, and takes the copy back', async () => {
    const at = nextWeek(4, 15)
    const schedule = await scene.plan('用键盘复制', at)
    const page = await scene.visit()

    await showNextWeek(page)
    await entryOf(page, '用键盘复制').focus()
    await page.keyboard.press('c')
    await page.locator('dialog input[type=date]').fill(dayOf(nextWeek(5)))
    await page.locator('dialog button[type=submit]').click()
    await dayColumn(page, nextWeek(5)).locator('[data-entry]', { hasText: '用键盘复制' }).waitFor()
    await scene.isAt(schedule, at)
    await page.keyboard.press('Control+z')
    await expect.poll(() => entryOf(page, '用键盘复制').count(), { timeout: 30_000 }).toBe(1)
    await page.context().close()
  })

  it.each([
    { colorScheme: 'light', language: 'zh', said: /未能改期，仍在原处.*2020年1月2日 15:00 \(GMT\+8\) 已经过去/ },
    { colorScheme: 'dark', language: 'en', said: /It stays where it was.*Jan 2, 2020, 15:00 \(GMT\+8\) has passed/ },
  ] as const)('says in its dialog why it is refused, $language', async ({ said, ...look }) => {
    const at = nextWeek(4, 15)
    const schedule = await scene.plan(`改到过去 ${look.language}`, at)
    const page = await scene.visit(look)

    await entryOf(page, `改到过去 ${look.language}`).first().focus()
    await page.keyboard.press('m')
    await page.locator('dialog input[type=date]').fill('2020-01-02')
    await page.locator('dialog button[type=submit]').click()
    await page.locator('dialog [role=alert]', { hasText: said }).waitFor()
    expect(await page.locator('[data-sonner-toast]').count()).toBe(0)
    expect(await findAxeFaults(page)).toEqual([])

    // The next try begins with nothing said.
    await page.locator('dialog input[type=date]').fill(dayOf(nextWeek(5)))
    await page.locator('dialog button[type=submit]').click()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await scene.isAt(schedule, nextWeek(5, 15))
    await scene.call('PATCH', `/schedules/${schedule}`, { state: 'cancelled' })
    await page.context().close()
  })

  it('is seen by another editor within two seconds', async () => {
    const at = nextWeek(2, 11)
    const schedule = await scene.plan('别人移动的内容', at, { state: 'planned' })
    const page = await scene.visit({ language: 'en' })
    const there = nextWeek(5, 11)

    await page
      .locator(`[data-date="${dayOf(at)}"]`, { hasText: '别人移动的内容' })
      .first()
      .waitFor()
    await scene.call('POST', `/schedules/${schedule}/move`, { publishAt: there.toISOString() })
    await page
      .locator(`[data-date="${dayOf(there)}"]`, { hasText: '别人移动的内容' })
      .first()
      .waitFor({ timeout: SEEN_WITHIN_MS })
    await page.context().close()
  })
})

/** For people who look at a change of the page: `SCREENSHOTS` names the folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']

  if (folder !== undefined) {
    await page.screenshot({ path: `${folder}/calendar-${name}.png` })
  }
}
