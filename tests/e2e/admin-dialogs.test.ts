import { MongoClient } from 'mongodb'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { rowsOf } from '../../jobs/ledger/rows.ts'
import { type AdminContent, fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'

const DATABASE = 'admin_dialogs'
const PLAN = '日期,时间,渠道,标题\n2099-01-01,20:30,不存在的渠道,第一条\n2099-01-02,25:99,,第二条\n'

describe('dialogs and forms of the admin', () => {
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

  const idOf = async (state: 'awaiting-operator' | 'failed' | 'unconfirmed'): Promise<string> =>
    (await rowsOf(client.db(DATABASE)).findOne({ state }))?._id ?? ''

  /** The question before an act, once it is asked. */
  async function ask(page: Page, state: 'awaiting-operator' | 'failed' | 'unconfirmed'): Promise<void> {
    await page.goto(`/admin/collections/publications/${await idOf(state)}`)
    await page.locator('.drumbeat-actions button').first().click()
    await page.locator('dialog .drumbeat-question, .payload__modal-item .drumbeat-question').first().waitFor()
  }

  const stages: [name: string, open: (page: Page) => Promise<void>][] = [
    ['the question before a retry', (page) => ask(page, 'failed')],
    ['the question of an unknown outcome', (page) => ask(page, 'unconfirmed')],
    ['the question for a live link', (page) => ask(page, 'awaiting-operator')],
    [
      'the form of a new schedule',
      async (page) => {
        await page.goto(`/admin/collections/posts/${content.postId}/publishing`)
        await page.getByRole('button', { name: /New schedule|新建排期/ }).click()
        await page.locator('.drumbeat-form').first().waitFor()
      },
    ],
    [
      'the question before a schedule is cancelled',
      async (page) => {
        await page.goto(`/admin/collections/posts/${content.postId}/publishing`)
        await page
          .getByRole('button', { name: /Cancel schedule|取消排期/ })
          .first()
          .click()
        await page.locator('.payload__modal-item, dialog').first().waitFor()
      },
    ],
    [
      'the dry run of an import with problems',
      async (page) => {
        await page.goto('/admin/import')
        await page.locator('.drumbeat-drop input[type=file]').setInputFiles({
          buffer: Buffer.from(PLAN),
          mimeType: 'text/csv',
          name: 'plan.csv',
        })
        await page.locator('table').first().waitFor()
      },
    ],
  ]

  it.each([
    { colorScheme: 'light', language: 'zh', width: 1_440 },
    { colorScheme: 'dark', language: 'en', width: 390 },
  ] as const)('show no serious fault to axe, $language, $colorScheme, $width px', async (look) => {
    const { context, page } = await openPage(browser, { ...look, origin: server.origin })
    const faults: string[] = []

    await signIn(page, PERSON)

    for (const [name, open] of stages) {
      await open(page)
      faults.push(...(await findAxeFaults(page)).map((fault) => `${name}: ${fault}`))
    }

    expect(faults).toEqual([])
    await context.close()
  })

  it('follow a publication in the list as it goes on, without anybody asking', async () => {
    const { context, page } = await openPage(browser, { origin: server.origin })
    const id = await idOf('unconfirmed')

    await signIn(page, PERSON)
    await page.goto('/admin/collections/publications?limit=50')

    const row = page.locator('tr', { has: page.locator(`a[href*="${id}"]`) }).first()

    await row.getByText('结果未知').first().waitFor()
    await rowsOf(client.db(DATABASE)).updateOne(
      { _id: id },
      { $set: { error: null, state: 'published', updatedAt: new Date() } },
    )
    await row.getByText('已发布').first().waitFor({ timeout: 30_000 })

    await context.close()
  })
})
