import { MongoClient, ObjectId } from 'mongodb'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { type AdminContent, fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { createRest } from '../support/rest.ts'

const DATABASE = 'admin_recurrence'

describe('the form of a schedule', () => {
  let browser: Browser
  let client: MongoClient
  let content: AdminContent
  let server: AdminServer

  beforeAll(async () => {
    client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
    server = await startAdminServer(`${inject('mongoUri')}/${DATABASE}?replicaSet=drumbeat`)
    content = await fillAdmin({ db: client.db(DATABASE), origin: server.origin })
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await client?.close()
  })

  it('writes the rule in plain words, lists what it means, and plans it', async () => {
    const { context, errors, page } = await openPage(browser, { language: 'zh', origin: server.origin })

    await signIn(page, PERSON)
    await page.goto(`/admin/collections/posts/${content.postId}/publishing`)
    await page.getByRole('button', { name: '新建排期' }).click()

    const form = page.locator('.drumbeat-form').first()

    await form.locator('.drumbeat-choice input').first().check()
    await form.getByLabel('日期', { exact: true }).fill('2027-03-10')
    await form.getByLabel('时间', { exact: true }).fill('02:30')
    await form.getByLabel('时区').selectOption('America/New_York')
    await form.locator('.drumbeat-recurrence select').first().selectOption('weekly')
    await form.getByLabel('周日').check()
    await form.getByLabel('结束').selectOption('until')
    await form.getByLabel('截止日期').fill('2027-12-31')
    await form.getByText('每周三、日 02:30，直到 2027年12月31日').waitFor()
    await form.getByText('因夏令时切换而移动').first().waitFor()
    expect(await form.locator('.drumbeat-recurrence__preview li').count()).toBe(10)
    expect(await findAxeFaults(page)).toEqual([])
    await picture(page, 'form')

    await form.getByRole('button', { name: '存为计划' }).click()
    const row = page.locator('.drumbeat-row--schedule', { hasText: '每周三、日' })

    await row.waitFor()
    await row.locator('summary').click()
    await row.locator('.drumbeat-occurrence').nth(1).getByRole('button', { name: '取消…' }).click()
    await row.getByLabel('这一场及以后').check()
    await picture(page, 'acts')
    await row.getByRole('button', { name: '取消', exact: true }).click()
    await page.getByText('每周三、日 02:30，直到 2027年3月10日').waitFor()
    expect(errors).toEqual([])
    await context.close()
  })

  it('writes months, years, an end by number and single dates in English', async () => {
    const { context, errors, page } = await openPage(browser, { language: 'en', origin: server.origin })

    await signIn(page, PERSON)
    await page.goto(`/admin/collections/posts/${content.postId}/publishing`)
    await page.getByRole('button', { name: 'New schedule' }).click()

    const form = page.locator('.drumbeat-form').first()
    const pattern = form.locator('.drumbeat-recurrence select').first()
    const words = form.locator('.drumbeat-recurrence__preview strong')
    const add = async (label: string, value: string): Promise<void> => {
      const field = form.locator('.drumbeat-recurrence .drumbeat-field', { hasText: label }).last()

      await field.locator('input').fill(value)
      await field.getByRole('button').click()
    }

    await form.locator('.drumbeat-choice input').first().check()
    await form.getByLabel('Date', { exact: true }).fill('2027-01-15')
    await form.getByLabel('Time', { exact: true }).fill('09:00')
    await form.getByLabel('Time zone').selectOption('Asia/Shanghai')

    for (const [value, said] of [
      ['monthly-day', /15/],
      ['yearly', /year/i],
      ['monthly-weekday', /Friday/],
      ['monthly-last-day', /last day/],
    ] as const) {
      await pattern.selectOption(value)
      await expect.poll(() => words.textContent()).toMatch(said)
    }

    await form.getByLabel('Ends').selectOption('count')
    await form.getByLabel('Times', { exact: true }).fill('3')
    await add('Except on', '2027-02-28')
    await add('And also at', '2027-02-14T20:00')
    await form.locator('.drumbeat-recurrence__preview li').first().waitFor()
    expect(await findAxeFaults(page)).toEqual([])
    await picture(page, 'months')
    await form.getByRole('button', { name: 'Save as planned' }).click()

    const stored = async () =>
      (
        await client
          .db(DATABASE)
          .collection('schedules')
          .findOne({ recurrence: /MONTHLY/ })
      )?.['recurrence'] as string

    await expect.poll(stored).toMatch(/FREQ=MONTHLY;.*BYMONTHDAY=-1/)
    expect(await stored()).toMatch(/COUNT=3/)
    expect(await stored()).toMatch(/EXDATE[^\n]*20270228/)
    expect(await stored()).toMatch(/RDATE[^\n]*20270214T200000/)
    expect(errors).toEqual([])
    await context.close()
  })

  it('changes only what was touched, and overwrites nothing that somebody else has changed', async () => {
    // The second time that New York's clocks show 01:30 on that day, and a part of a minute.
    const second = '2027-11-07T06:30:45.000Z'
    const { token } = await createRest(server.origin)<{ token: string }>('POST', '/api/users/login', { body: PERSON })
    const rest = createRest(server.origin, `JWT ${token}`)
    const create = async (slug: string, body: object): Promise<string> =>
      (await rest<{ doc: { id: string } }>('POST', `/api/${slug}`, { body })).doc.id
    const other = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
    const schedule = await create('schedules', {
      channels: [content.channelId],
      post: content.postId,
      publishAt: second,
      publishAt_tz: 'America/New_York',
    })
    const standing = async () => {
      const found = await client
        .db(DATABASE)
        .collection('schedules')
        .findOne({ _id: new ObjectId(schedule) })

      return { channels: (found?.['channels'] as ObjectId[]).map(String), publishAt: found?.['publishAt'] as Date }
    }
    const { context, page } = await openPage(browser, { language: 'zh', origin: server.origin })
    const form = page.locator('.drumbeat-rows .drumbeat-form')
    // The latest comes first.
    const open = async (): Promise<void> => {
      await page.locator('.drumbeat-row--schedule').first().getByRole('button', { exact: true, name: '改期' }).click()
      await form.waitFor()
    }

    await signIn(page, PERSON)
    await page.goto(`/admin/collections/posts/${content.postId}/publishing`)
    await open()
    await form.getByLabel('官网').check()
    await form.getByRole('button', { exact: true, name: '保存' }).click()
    await form.waitFor({ state: 'detached' })
    expect(await standing()).toEqual({ channels: [content.channelId, other], publishAt: new Date(second) })
    // The row is read again behind the form that closes.
    await page.locator('.drumbeat-row--schedule').first().getByText('官网').waitFor()

    await open()
    // What the person sees is of a moment ago: a page that is not looked at does not ask.
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }))
    const publishAt = '2027-11-09T15:00:30.000Z'

    await rest('POST', `/api/schedules/${schedule}/move`, { body: { publishAt } })
    await form.getByLabel('小程序首页').uncheck()
    await form.getByRole('button', { exact: true, name: '保存' }).click()
    await form.getByText('其他人刚刚修改了这条排期，现在是：').waitFor()
    expect(await standing()).toEqual({ channels: [content.channelId, other], publishAt: new Date(publishAt) })
    expect(await findAxeFaults(page)).toEqual([])

    // What is kept is what was touched: the channels, and not the time.
    await form.getByRole('button', { name: '保留我的修改' }).click()
    expect(await form.getByLabel('日期', { exact: true }).inputValue()).toBe('2027-11-09')
    expect(await form.getByLabel('小程序首页').isChecked()).toBe(false)
    await form.getByRole('button', { exact: true, name: '保存' }).click()
    await form.waitFor({ state: 'detached' })
    expect(await standing()).toEqual({ channels: [other], publishAt: new Date(publishAt) })
    await context.close()
  })

  it('stands on the schedule’s own page, in the reader’s language', async () => {
    const schedule = await client
      .db(DATABASE)
      .collection('schedules')
      .findOne({ recurrence: /WEEKLY/ })
    const { context, errors, page } = await openPage(browser, { language: 'en', origin: server.origin })

    await signIn(page, PERSON)
    await page.goto(`/admin/collections/schedules/${String(schedule?._id)}`)
    await page.getByText('Every Wednesday and Sunday at 02:30, until 10 March 2027').waitFor()
    await page.locator('.drumbeat-occurrences-panel .drumbeat-occurrence').first().waitFor()
    await picture(page, 'page')
    expect(errors).toEqual([])
    await context.close()
  })
})

/** For people who look at a change of the form: `SCREENSHOTS` names the folder. */
async function picture(page: { screenshot(options: { path: string }): Promise<unknown> }, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']

  if (folder !== undefined) {
    await page.screenshot({ path: `${folder}/recurrence-${name}.png` })
  }
}
