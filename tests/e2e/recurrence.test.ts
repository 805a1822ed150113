import { MongoClient } from 'mongodb'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { type AdminContent, fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'

const DATABASE = 'admin_recurrence'

describe('the recurrence form', () => {
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
