import { MongoClient } from 'mongodb'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { type AdminContent, fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'

const DATABASE = 'admin_views'

describe('views of the admin', () => {
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

  /** Our views, each with something of ours that must be on it. */
  const views = (): [path: string, shows: string][] => [
    ['/admin', '.drumbeat-rows'],
    ['/admin/collections/posts', '.pill'],
    [`/admin/collections/posts/${content.postId}`, '.drumbeat-stage'],
    [`/admin/collections/posts/${content.postId}/publishing`, '.drumbeat-row--schedule'],
    ['/admin/collections/publications', '.drumbeat-presets'],
    [`/admin/collections/publications/${content.publicationId}`, '.drumbeat-timeline'],
    ['/admin/collections/channels', '.drumbeat-health'],
    [`/admin/collections/campaigns/${content.campaignId}/release`, '.drumbeat-release'],
    [`/admin/collections/channels/${content.channelId}`, '.drumbeat-queue'],
    ['/admin/collections/blackouts', '.drumbeat-blackout-import'],
    [`/admin/collections/campaigns/${content.campaignId}/results`, '.drumbeat-rows'],
    ['/admin/import', '.drumbeat-drop'],
    ['/admin/late', '.drumbeat-worklist'],
    ['/admin/tasks', '.drumbeat-tasks__whose'],
    ['/admin/operations', '.drumbeat-board'],
    ['/admin/calendar', '.drumbeat-entry'],
  ]

  async function visitAll(page: Page): Promise<string[]> {
    const faults: string[] = []

    for (const [path, shows] of views()) {
      await page.goto(path)
      await page.locator(shows).first().waitFor()
      faults.push(...(await findAxeFaults(page)).map((fault) => `${path} ${fault}`))
    }

    return faults
  }

  it.each([
    { colorScheme: 'light', language: 'zh', width: 1_440 },
    { colorScheme: 'dark', language: 'zh', width: 390 },
    { colorScheme: 'light', language: 'en', width: 390 },
    { colorScheme: 'dark', language: 'en', width: 1_440 },
  ] as const)('show no serious fault to axe, $language, $colorScheme, $width px', async (look) => {
    const { context, errors, page } = await openPage(browser, { ...look, origin: server.origin })

    await signIn(page, PERSON)

    expect(await visitAll(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  it('send strangers of the import to the sign-in', async () => {
    const { context, page } = await openPage(browser, { origin: server.origin })

    await page.goto('/admin/import')
    await page.waitForURL('**/admin/login?*')

    expect(await page.locator('.drumbeat-drop').count()).toBe(0)
    await context.close()
  })

  it('read a calendar file for the kind, the answer and the channels that were chosen', async () => {
    const { context, page } = await openPage(browser, { origin: server.origin })
    const calendar = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//tests//tests//EN',
      'BEGIN:VEVENT',
      'UID:mourning@tests',
      'SUMMARY:哀悼日',
      'DTSTART;VALUE=DATE:20270404',
      'DTEND;VALUE=DATE:20270405',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n')
    const panel = page.locator('.drumbeat-blackout-import')

    await signIn(page, PERSON)
    await page.goto('/admin/collections/blackouts')
    await panel.locator('select').first().selectOption({ label: '哀悼日' })
    await panel.locator('select').nth(1).selectOption({ label: '拦截' })
    await panel.getByText('适用于所有渠道').click()
    await panel.getByText('小程序首页').click()
    await panel.getByText('已选 1 个渠道').waitFor()
    expect(await findAxeFaults(page)).toEqual([])
    await panel.locator('input[type=file]').setInputFiles({
      buffer: Buffer.from(calendar),
      mimeType: 'text/calendar',
      name: '哀悼日.ics',
    })
    await page.locator('table').getByText('哀悼日').first().waitFor()

    const found = await client.db(DATABASE).collection('blackouts').find({ name: '哀悼日' }).toArray()

    expect(
      found.map(({ action, channels, kind }) => ({
        action: action as string,
        channels: (channels as unknown[]).map(String),
        kind: kind as string,
      })),
    ).toEqual([{ action: 'block', channels: [content.channelId], kind: 'mourning' }])
    await context.close()
  })

  it('ask no address but their own', async () => {
    const { context, page } = await openPage(browser, { origin: server.origin })
    const foreign: string[] = []

    page.on('request', (request) => {
      if (!request.url().startsWith(server.origin) && !request.url().startsWith('data:')) {
        foreign.push(request.url())
      }
    })
    await signIn(page, PERSON)
    await visitAll(page)

    expect(foreign).toEqual([])
    await context.close()
  })
})
