import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { MongoClient } from 'mongodb'
import sharp from 'sharp'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'

import { HOUR, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { fillAdmin, PERSON } from '../support/adminContent.ts'
import { type AdminServer, startAdminServer } from '../support/adminServer.ts'
import { findAxeFaults } from '../support/axe.ts'
import { openPage, signIn, startBrowser } from '../support/browser.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { createRest, type Rest } from '../support/rest.ts'

const DATABASE = 'admin_assisted'
const WIDTH = 390

/** An operator publishes one post by hand from a phone; each step goes on where the one before ended. */
describe('a publication by hand, on a phone', () => {
  let browser: Browser
  let client: MongoClient
  let directory: string
  let errors: string[]
  let hasFailed = false
  let id = ''
  let page: Page
  let platform: Receiver
  let rest: Rest
  let server: AdminServer

  const create = async (slug: string, body: object): Promise<string> =>
    (await rest<{ doc: { id: string } }>('POST', `/api/${slug}`, { body })).doc.id
  const rows = () => client.db(DATABASE).collection<PublicationRow>('publications')

  async function upload(token: string): Promise<string> {
    const form = new FormData()
    const picture = await sharp({ create: { background: '#a43', channels: 3, height: 1_600, width: 1_200 } })
      .jpeg()
      .toBuffer()

    form.set('_payload', JSON.stringify({ alt: '海边的防晒乳' }))
    form.set('file', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'sun.jpg')
    const response = await fetch(`${server.origin}/api/media`, {
      body: form,
      headers: { authorization: token },
      method: 'POST',
    })

    return ((await response.json()) as { doc: { id: string } }).doc.id
  }

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-assisted-e2e-'))
    vi.stubEnv('DRUMBEAT_DATA_DIR', directory)
    vi.stubEnv('OUTBOUND_ALLOW', '127.0.0.1')
    platform = await startReceiver((_request, response) => void response.writeHead(404).end())
    client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
    server = await startAdminServer(`${inject('mongoUri')}/${DATABASE}?replicaSet=drumbeat`)
    await fillAdmin({ db: client.db(DATABASE), origin: server.origin })
    const { token } = await createRest(server.origin)<{ token: string }>('POST', '/api/users/login', { body: PERSON })

    rest = createRest(server.origin, `JWT ${token}`)
    const channel = await create('channels', {
      kind: 'xiaohongshu',
      mode: 'live',
      name: '小红书品牌号',
      settings: { liveUrlHosts: '127.0.0.1' },
      slug: 'notes',
    })
    const post = await create('posts', {
      cover: await upload(`JWT ${token}`),
      excerpt: '记得补涂。',
      kind: 'note',
      title: '夏日防晒攻略',
      topics: ['防晒'],
    })

    await fetch(`${server.origin}/api/posts/${post}`, {
      body: JSON.stringify({ stage: 'approved' }),
      headers: { authorization: `JWT ${token}`, 'content-type': 'application/json' },
      method: 'PATCH',
    })
    const schedule = await create('schedules', {
      channels: [channel],
      post,
      publishAt: new Date(Date.now() + HOUR).toISOString(),
      publishAt_tz: 'Asia/Shanghai',
      state: 'armed',
    })
    const { docs } = await rest<{ docs: { id: string }[] }>(
      'GET',
      `/api/publications?where[schedule][equals]=${schedule}`,
    )

    id = docs[0]?.id ?? ''
    // No worker runs here: this is what one leaves.
    await rows().updateOne({ _id: id }, { $set: { dueAt: new Date(), state: 'awaiting-operator' } })
    browser = await startBrowser()
    const opened = await openPage(browser, { language: 'zh', origin: server.origin, width: WIDTH })

    page = opened.page
    errors = opened.errors
    page.setDefaultTimeout(30 * SECOND)
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
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
    await platform?.close()
    await rm(directory, { force: true, recursive: true })
    vi.unstubAllEnvs()
  })

  const open = async (target: Page): Promise<void> => {
    await target.goto(`/admin/collections/publications/${id}`)
    await target.getByRole('link', { name: '人工发布' }).click()
    await target.locator('.drumbeat-task__steps').waitFor()
  }

  it('shows pictures, words with their counts, topics, steps and a QR code, and fits the screen', async () => {
    await open(page)
    await page.locator('.drumbeat-task__code summary').click()
    await expect
      .poll(() =>
        page
          .locator('.drumbeat-task img')
          .evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth > 0)),
      )
      .toEqual([true, true])

    const text = await page.locator('.drumbeat-task').innerText()

    expect(text).toContain('6 / 20 字')
    expect(
      await page
        .locator('.drumbeat-task__copy textarea')
        .evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value)),
    ).toEqual(['夏日防晒攻略', '记得补涂。\n\n#防晒', '#防晒'])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(WIDTH)
  })

  it.each([
    { colorScheme: 'light', language: 'zh' },
    { colorScheme: 'dark', language: 'en' },
  ] as const)('shows no serious fault to axe, $language, $colorScheme', async (look) => {
    const {
      context,
      errors: complaints,
      page: other,
    } = await openPage(browser, {
      ...look,
      origin: server.origin,
      width: WIDTH,
    })

    await signIn(other, PERSON)
    await other.goto(`/admin/collections/publications/${id}/task`)
    await other.locator('.drumbeat-task__steps').waitFor()

    expect(await findAxeFaults(other)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('says of what was cancelled that there is nothing to do, and shows nothing to save, copy or tick', async () => {
    await rows().updateOne({ _id: id }, { $set: { state: 'cancelled' } })

    try {
      await page.goto(`/admin/collections/publications/${id}/task`)
      await page.getByText('该发布已取消，无需再人工发布。').waitFor()

      expect(await page.getByText('下载全部（ZIP）').count()).toBe(0)
      expect(await page.locator('.drumbeat-task__pictures, .drumbeat-task__copy, .drumbeat-task__steps').count()).toBe(
        0,
      )
    } finally {
      await rows().updateOne({ _id: id }, { $set: { state: 'awaiting-operator' } })
    }

    await open(page)
  })

  it('is found in the list of those who publish by hand, their own first', async () => {
    await page.goto('/admin/tasks')
    await expect.poll(() => page.locator('.drumbeat-panel').innerText()).toContain('没有分给您的')
    await page.getByRole('radio', { name: '所有人的' }).check()
    await page.getByRole('link', { name: '夏日防晒攻略' }).waitFor()

    expect(await page.locator('.drumbeat-tasks').innerText()).toMatch(/小红书品牌号 · 暂无[\s\S]*待发布/)
    expect(await findAxeFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(WIDTH)

    await page.getByRole('link', { name: '夏日防晒攻略' }).click()
    await page.locator('.drumbeat-task__steps').waitFor()
    await page.getByLabel('负责人').selectOption({ label: '林小满' })
    await expect
      .poll(() =>
        client
          .db(DATABASE)
          .collection('operator_tasks')
          .countDocuments({ assignee: { $type: 'string' } }),
      )
      .toBe(1)
    await page.goto('/admin/tasks')
    await page.getByRole('link', { name: '夏日防晒攻略' }).click()
    await page.locator('.drumbeat-task__steps').waitFor()
  })

  it('copies the words as they are to be pasted', async () => {
    await page.getByRole('button', { name: '复制: 正文' }).click()

    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('记得补涂。\n\n#防晒')
  })

  it('keeps what is ticked', async () => {
    await page.locator('.drumbeat-task__steps input').first().click()
    await expect.poll(() => page.locator('.drumbeat-task__steps input:checked').count()).toBe(1)
    await page.reload()
    await expect
      .poll(() => page.locator('.drumbeat-task__steps input:checked').count(), { timeout: 20 * SECOND })
      .toBe(1)
  })

  it('refuses another platform’s link with the reason', async () => {
    await page.locator('.drumbeat-task__live textarea').fill('https://www.douyin.com/video/7300000000000000000')
    await page.getByRole('button', { name: '登记为已发布' }).click()
    await expect
      .poll(() => page.locator('.drumbeat-task__live .drumbeat-error').textContent())
      .toContain('不属于小红书')

    expect(await page.locator('.drumbeat-task__seen').count()).toBe(0)
    expect((await rows().findOne({ _id: id }))?.state).toBe('awaiting-operator')
  })

  it('warns of a link at which nothing is seen, and takes it once the person has looked', async () => {
    await page.locator('.drumbeat-task__live textarea').fill(`复制打开 ${platform.url}/explore/1，看看`)
    await page.getByRole('button', { name: '登记为已发布' }).click()
    await page.locator('.drumbeat-task__seen input').check()
    await page.getByRole('button', { name: '登记为已发布' }).click()
    await expect.poll(() => page.locator('.drumbeat-task').innerText()).toContain('由 林小满 登记')

    expect(await rows().findOne({ _id: id })).toMatchObject({
      receipt: { attested: { isUnseen: true }, url: `${platform.url}/explore/1` },
      state: 'published',
    })
  })

  it('takes the figures of the platform', async () => {
    await page.locator('.drumbeat-task__figures input[name=view]').fill('1200')
    await page.getByRole('button', { name: '保存数据' }).click()
    await expect
      .poll(() => client.db(DATABASE).collection('engagement_events').findOne({ publication: id, type: 'view' }))
      .toMatchObject({ count: 1_200 })
  })

  it('takes the file that the platform exports, and says by row what it could not count', async () => {
    const file = '笔记标题,观看,点赞\n夏日防晒攻略,1500,88\n别的内容,3,1\n夏日防晒攻略,一千,1\n'

    await page
      .locator('.drumbeat-task__import input[type=file]')
      .setInputFiles({ buffer: Buffer.from(file), mimeType: 'text/csv', name: '笔记数据.csv' })
    await expect.poll(() => page.locator('.drumbeat-task__import').innerText()).toContain('已计入 1 条发布的数据')

    expect(await page.locator('.drumbeat-task__import tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^3\s+别的内容\s+本账号没有此链接或标题的发布记录。$/),
      expect.stringMatching(/^4\s+夏日防晒攻略\s+其中有数据不是整数。$/),
    ])
    expect(
      await client.db(DATABASE).collection('engagement_events').findOne({ count: 88, publication: id, type: 'like' }),
    ).not.toBeNull()
    // The button comes back by a transition.
    await page.waitForFunction(() => document.getAnimations().length === 0)
    expect(await findAxeFaults(page)).toEqual([])
  })

  it('refuses a file that is no export', async () => {
    await page
      .locator('.drumbeat-task__import input[type=file]')
      .setInputFiles({ buffer: Buffer.from('a,b\n1,2\n'), mimeType: 'text/csv', name: 'other.csv' })
    await page.getByText('无法导入该文件').waitFor()

    // The refusals were answered with 400, which the browser writes down.
    expect(errors.filter((error) => !/attest|platform-figures/.test(error))).toEqual([])
  })
})
