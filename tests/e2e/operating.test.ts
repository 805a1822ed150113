import { type Db, MongoClient, ObjectId } from 'mongodb'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { rowsOf } from '../../jobs/ledger/rows.ts'
import { CHANNELS, POSTS, SCHEDULES } from '../../src/domain/slugs.ts'
import { fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { createRest, type Rest } from '../support/rest.ts'

const DATABASE = 'admin_operating'

/** What a person does when something goes wrong, or is to go out in another order. */
describe('operating in the admin', () => {
  let browser: Browser
  let client: MongoClient
  let db: Db
  let rest: Rest
  let server: AdminServer

  beforeAll(async () => {
    client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
    db = client.db(DATABASE)
    server = await startAdminServer(`${inject('mongoUri')}/${DATABASE}?replicaSet=drumbeat`)
    await fillAdmin({ db, origin: server.origin })
    const { token } = await createRest(server.origin)<{ token: string }>('POST', '/api/users/login', { body: PERSON })

    rest = createRest(server.origin, `JWT ${token}`)
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await client?.close()
  })

  const create = async (slug: string, body: object): Promise<string> =>
    (await rest<{ doc: { id: string } }>('POST', `/api/${slug}`, { body })).doc.id

  async function visit(path: string): Promise<Page> {
    const { page } = await openPage(browser, { origin: server.origin })

    page.setDefaultTimeout(30_000)
    await signIn(page, PERSON)
    await page.goto(path)

    return page
  }

  it('freezes everything after a question, says so on every page, and resumes', async () => {
    const page = await visit('/admin')
    const banner = page.locator('.drumbeat-freeze')
    const isFrozen = async () =>
      (await db.collection('globals').findOne({ frozen: { $exists: true } }))?.['frozen'] as boolean

    await page.getByRole('button', { name: '全部冻结' }).click()
    await page.getByLabel('原因（所有人可见）').fill('品牌方要求暂停')
    await page.locator('.confirmation-modal').getByRole('button', { name: '全部冻结' }).click()
    await banner.getByText('全局冻结中：所有渠道都不会发布。').waitFor()
    expect(await isFrozen()).toBe(true)

    await page.goto('/admin/collections/posts')
    await banner.getByText('品牌方要求暂停').waitFor()
    expect(await banner.textContent()).toContain('林小满')
    expect(await findAxeFaults(page)).toEqual([])

    await banner.getByRole('button', { name: '恢复发布' }).click()
    await banner.waitFor({ state: 'detached' })
    expect(await isFrozen()).toBe(false)
    await page.context().close()
  })

  it('answers for what is late by one click, each or many at once', async () => {
    const rows = rowsOf(db)
    const asked = await rows.findOne({ 'error.code': 'ASK', state: 'blocked' })
    const more = ['one', 'two', 'three'].map((name) => ({
      ...asked,
      _id: `late-${name}-${'0'.repeat(24)}`.slice(0, 32),
    }))

    await rows.insertMany(more as Parameters<typeof rows.insertMany>[0])
    const page = await visit('/admin/late')
    const line = page.locator('.drumbeat-worklist__row')
    const states = async () =>
      (await rows.find({ _id: { $in: [asked?._id ?? '', ...more.map(({ _id }) => _id)] } }).toArray())
        .map(({ state }) => state)
        .sort()

    await expect.poll(() => line.count()).toBe(4)
    await line.first().getByRole('button', { name: /^跳过/ }).click()
    await expect.poll(() => line.count()).toBe(3)
    expect(await states()).toEqual(['blocked', 'blocked', 'blocked', 'cancelled'])

    await page.getByLabel('全选').check()
    await page.getByRole('button', { name: '立即发布 3 条' }).click()
    await page.getByText('没有需要决定的内容。').waitFor()
    expect(await states()).toEqual(['armed', 'armed', 'armed', 'cancelled'])
    await page.context().close()
  })

  it('sends again what failed, all that is ticked', async () => {
    const page = await visit('/admin/collections/publications?where[state][equals]=failed')

    await page.locator('tbody input[type=checkbox]').first().check()
    await page.getByRole('button', { name: '重试 1 条' }).click()
    await page.locator('.confirmation-modal').getByRole('button', { name: '重试 1 条' }).click()
    await expect.poll(() => rowsOf(db).countDocuments({ state: 'failed' }), { timeout: 30_000 }).toBe(0)
    await page.context().close()
  })

  it('puts the queue of a channel in another order by its buttons', async () => {
    const channel = await create(CHANNELS, {
      kind: 'feed',
      mode: 'live',
      name: '排队的频道',
      slots: [{ time: '12:10' }, { time: '20:30' }],
      slug: 'queueing',
      timeZone: 'Asia/Shanghai',
    })

    for (const title of ['先排的内容', '后排的内容']) {
      const post = await create(POSTS, { excerpt: title, kind: 'note', title })

      await rest('PATCH', `/api/${POSTS}/${post}`, { body: { stage: 'approved' } })
      await rest('POST', `/api/${SCHEDULES}/queue`, { body: { channels: [channel], post } })
    }

    const times = async (): Promise<number[]> =>
      (
        await db
          .collection(SCHEDULES)
          .find({ channels: new ObjectId(channel) })
          .sort({ _id: 1 })
          .toArray()
      ).map(({ publishAt }) => (publishAt as Date).getTime())
    const [first, second] = await times()
    const page = await visit(`/admin/collections/channels/${channel}`)
    const lines = page.locator('.drumbeat-queue .drumbeat-row__what')

    await expect.poll(() => lines.allTextContents()).toEqual(['先排的内容', '后排的内容'])
    // By the keyboard as well.
    await page.getByRole('button', { name: '后移：先排的内容' }).press('Enter')
    await expect.poll(() => lines.allTextContents()).toEqual(['后排的内容', '先排的内容'])
    expect(await times()).toEqual([second, first])
    await page.context().close()
  })
})
