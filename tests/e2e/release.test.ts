import { MongoClient } from 'mongodb'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { ensureIndexes } from '../../src/database/indexes.ts'
import { DAY, HOUR, SECOND } from '../../src/domain/duration.ts'
import { PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { createRest, type Rest } from '../support/rest.ts'

const DATABASE = 'admin_release'
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString()

/** An editor builds a release and arms it; each step goes on where the one before ended. */
describe('a campaign’s release in the admin', () => {
  let browser: Browser
  let campaign: string
  let client: MongoClient
  let errors: string[]
  let hasFailed = false
  let page: Page
  let rest: Rest
  let server: AdminServer

  const create = async (slug: string, body: object): Promise<string> =>
    (await rest<{ doc: { id: string } }>('POST', `/api/${slug}`, { body })).doc.id

  const approve = (id: string): Promise<unknown> => rest('PATCH', `/api/posts/${id}`, { body: { stage: 'approved' } })

  const titles = (): Promise<string[]> => page.locator('.drumbeat-release__what > a').allTextContents()

  const add = async (action: string, subject: RegExp): Promise<void> => {
    const form = page.locator('.drumbeat-release__add')

    await form.locator('select').first().selectOption(action)
    const option = form.locator('select').nth(1).locator('option').filter({ hasText: subject })

    await option.first().waitFor({ state: 'attached' })
    await form
      .locator('select')
      .nth(1)
      .selectOption((await option.first().getAttribute('value')) ?? '')
    const before = (await titles()).length

    await form.locator('button[type=submit]').click()
    await expect.poll(async () => (await titles()).length, { timeout: 20 * SECOND }).toBe(before + 1)
  }

  beforeAll(async () => {
    client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
    server = await startAdminServer(`${inject('mongoUri')}/${DATABASE}?replicaSet=drumbeat`)
    await ensureIndexes(client.db(DATABASE))
    browser = await startBrowser()
    rest = createRest(server.origin, `JWT ${(await register(server.origin)).token}`)
    const channel = await create('channels', { kind: 'feed', mode: 'live', name: '小程序首页', slug: 'mini' })

    campaign = await create('campaigns', { endAt: inMs(3 * DAY), name: '双十二暖冬专场', startAt: inMs(HOUR) })

    for (const title of ['预热海报', '主推笔记', '未审核的长文']) {
      const post = await create('posts', { campaign, excerpt: '冬天也要好好洗脸。', kind: 'note', title })

      if (title !== '未审核的长文') {
        await approve(post)
      }

      await create('schedules', {
        channels: [channel],
        post,
        publishAt: inMs((title === '预热海报' ? 2 : 4) * HOUR),
        publishAt_tz: 'Asia/Shanghai',
      })
    }

    await create('offers', { campaign, kind: 'coupon', name: '满 199 减 30' })
    const opened = await openPage(browser, { language: 'zh', origin: server.origin })

    page = opened.page
    errors = opened.errors
    page.setDefaultTimeout(30 * SECOND)
    await signIn(page, PERSON)
  })

  beforeEach(({ skip }) => skip(hasFailed, 'a step before it failed'))

  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === 'fail'
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await client?.close()
  })

  it('says what to do while it is empty', async () => {
    await page.goto(`/admin/collections/campaigns/${campaign}/release`)
    await expect
      .poll(() => page.locator('.drumbeat-empty').textContent(), { timeout: 30 * SECOND })
      .toContain('还没有编排项')
    expect(await findAxeFaults(page)).toEqual([])
  })

  it('takes items of every kind', async () => {
    await add('publish', /预热海报/)
    await add('publish', /主推笔记/)
    await add('publish', /未审核/)
    await add('start', /满 199/)

    expect(await titles()).toEqual(['发布 · 预热海报', '发布 · 主推笔记', '发布 · 未审核的长文', '开始 · 满 199 减 30'])
  })

  it('is put in order by keyboard and by dragging', async () => {
    const handles = page.locator('.drumbeat-release__handle')

    await handles.nth(3).focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(async () => (await titles())[2], { timeout: 20 * SECOND }).toBe('开始 · 满 199 减 30')
    // The handle that was moved keeps the focus, so that one may go on.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('满 199 减 30')

    await handles.nth(2).dragTo(page.locator('.drumbeat-release__list > li').nth(0))
    await expect.poll(async () => (await titles())[0], { timeout: 20 * SECOND }).toBe('开始 · 满 199 减 30')
  })

  it('lets an item wait for another', async () => {
    const second = page.locator('.drumbeat-release__list > li').nth(1)

    await second.locator('summary').click()
    await second.locator('input[type=checkbox]').first().check()
    await expect
      .poll(() => second.locator('summary').textContent(), { timeout: 20 * SECOND })
      .toContain('1 开始 · 满 199 减 30')
  })

  it('is told what follows a failure and the end of its campaign', async () => {
    const chosen = async () => {
      const [found] = await client
        .db(DATABASE)
        .collection('campaigns')
        .find({}, { projection: { release: 1 } })
        .toArray()
      const { onFailure, revert } = (found?.['release'] ?? {}) as { onFailure?: string; revert?: string }

      return { onFailure, revert }
    }

    await page.getByLabel('首次失败时').selectOption({ label: '继续执行不受影响的项' })
    await expect.poll(chosen).toMatchObject({ onFailure: 'continue' })
    await page.getByLabel('活动结束时').selectOption({ label: '恢复之前的版本' })
    await expect.poll(chosen).toEqual({ onFailure: 'continue', revert: 'restore' })
  })

  it('tells by a dry run what stands against it, at the item', async () => {
    await page.getByRole('button', { name: '预演' }).click()
    await page.locator('.drumbeat-release__report').waitFor()

    expect(await page.locator('.drumbeat-release__report').textContent()).toContain('1 个原因')
    expect(await page.locator('.drumbeat-release__list .drumbeat-error').allTextContents()).toEqual([
      '内容的最新版本尚未通过审核（现为草稿），通过后才能设为就绪。',
    ])
    expect(await findAxeFaults(page)).toEqual([])
  })

  it('is armed once that is mended, shows how far it is, and closes its list', async () => {
    await page.getByRole('button', { name: /移除.*未审核/ }).click()
    await expect.poll(async () => (await titles()).length, { timeout: 20 * SECOND }).toBe(3)
    await page.getByRole('button', { name: '全部就绪' }).click()
    await page.locator('dialog, .confirmation-modal').getByRole('button', { name: '全部就绪' }).click()
    await page.locator('.drumbeat-release__number').first().waitFor()

    await expect
      .poll(() => page.locator('.drumbeat-release__state').textContent(), { timeout: 20 * SECOND })
      .toContain('已完成 1 / 3 项')
    expect(await page.locator('.drumbeat-release__handle').count()).toBe(0)
    expect(await page.locator('.drumbeat-release__rows .drumbeat-state--armed').count()).toBe(2)
    expect(await findAxeFaults(page)).toEqual([])
  })

  it('is stopped again', async () => {
    await page.getByRole('button', { name: '停止编排' }).click()
    await page.locator('dialog, .confirmation-modal').getByRole('button', { name: '停止编排' }).click()
    await expect
      .poll(() => page.locator('.drumbeat-release__state').textContent(), { timeout: 20 * SECOND })
      .toContain('已取消')

    // The release is stopped first, and then its publications, one item after the other: the page may be read in between.
    await expect
      .poll(() => page.locator('.drumbeat-release__rows .drumbeat-state--cancelled').count(), { timeout: 20 * SECOND })
      .toBe(2)
    expect(errors).toEqual([])
  })
})

/** Tried again for a while: a transaction cannot begin on collections that are being made. */
async function register(origin: string, tries = 40): Promise<{ token: string }> {
  try {
    return await createRest(origin)<{ token: string }>('POST', '/api/users/first-register', { body: PERSON })
  } catch (error) {
    if (tries === 0) {
      throw error
    }

    await new Promise((resolve) => setTimeout(resolve, 250))

    return register(origin, tries - 1)
  }
}
