import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSandboxChannel } from '../../src/channels/sandbox.ts'
import type { ChannelAdapter, CommitResult, Receipt } from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { aPost } from '../support/content.ts'
import { type RunningSandbox, startSandbox } from '../support/sandbox.ts'

const signal = new AbortController().signal
const waits: number[] = []

let client: MongoClient
let db: Db
let sandbox: RunningSandbox

beforeAll(async () => {
  client = await new MongoClient(inject('mongoUri'), { directConnection: true }).connect()
  db = client.db('channels_test')
  await db.dropDatabase()
  sandbox = await startSandbox(db, {
    wait: (ms) => {
      waits.push(ms)

      return Promise.resolve()
    },
  })
})

beforeEach(async () => {
  await Promise.all(['sandbox_posts', 'sandbox_faults', 'channels'].map((name) => db.collection(name).deleteMany({})))
})

afterAll(async () => {
  await sandbox.close()
  await client.close()
})

const adapterOf = (slug = 'xhs', token = 'sandbox-token'): ChannelAdapter =>
  createSandboxChannel({
    account: { kind: 'xiaohongshu', name: '品牌小红书', slug },
    fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 65_536 }),
    token,
    url: sandbox.url,
  })

const publish = async (
  publicationId: string,
  { adapter = adapterOf(), ...changes }: Partial<PostSnapshot> & { adapter?: ChannelAdapter } = {},
) =>
  receiptOf(
    await adapter.commit({
      content: compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(changes), variant: null }).content,
      handles: {},
      publicationId,
      signal,
    }),
  )

function receiptOf(result: CommitResult): Receipt & { state: 'published' } {
  if (result.state !== 'published') {
    throw new Error(`it is ${result.state}`)
  }

  return result
}

const switchFault = (slug: string, fault: string, headers: Record<string, string> = { origin: sandbox.origin }) =>
  fetch(`${sandbox.url}/accounts/${slug}/fault`, {
    body: new URLSearchParams({ fault, from: `/accounts/${slug}` }),
    headers,
    method: 'POST',
    redirect: 'manual',
  })

const read = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
  (await fetch(sandbox.url + path, { headers })).text()

describe('sandbox', () => {
  it('shows on its account page what an adapter published', async () => {
    const receipt = await publish('p1')
    const page = await read('/accounts/xhs?lang=zh')

    expect(receipt).toMatchObject({
      state: 'published',
      url: expect.stringContaining('/sandbox/accounts/xhs/posts/') as string,
    })
    expect(page).toContain('夏日防晒攻略')
    expect(page).toContain('品牌小红书')
    expect(await (await fetch((receipt as { url: string }).url)).text()).toContain('记得补涂。')
  })

  it('shows a post once however often it is sent under one key', async () => {
    const receipts = await Promise.all(Array.from({ length: 20 }, () => publish('p1')))

    expect(new Set(receipts.map(({ remoteId }) => remoteId)).size).toBe(1)
    expect(await db.collection('sandbox_posts').find().toArray()).toMatchObject([{ key: 'p1', requests: 20 }])
  })

  it('has a database that takes no second post under one key, whoever writes it', async () => {
    const post = { account: 'xhs', key: 'p1' }

    await db.collection('sandbox_posts').insertOne({ ...post })
    await expect(db.collection('sandbox_posts').insertOne({ ...post })).rejects.toMatchObject({ code: 11_000 })
  })

  it('refuses another post under a key that was used', async () => {
    await publish('p1')

    await expect(publish('p1', { topics: ['另一篇'] })).rejects.toMatchObject({ errorClass: 'rejected-content' })
  })

  it('finds what it took by its key, and forgets what was withdrawn', async () => {
    const adapter = adapterOf()
    const content = { post: aPost(), rendered: {}, schemaVersion: 1 as const, variant: null }
    const look = () => adapter.reconcile?.({ content, handles: {}, publicationId: 'p1', signal, startedAt: null })

    expect(await look()).toEqual({ state: 'absent' })

    const { remoteId } = await publish('p1')

    expect(await look()).toMatchObject({ remoteId, state: 'published' })

    await adapter.withdraw?.({ handles: {}, publicationId: 'p1', receipt: { remoteId }, signal })
    await adapter.withdraw?.({ handles: {}, publicationId: 'p1', receipt: { remoteId }, signal })

    expect(await look()).toEqual({ state: 'absent' })
    expect(await read('/accounts/xhs?lang=zh')).toContain('已撤回')
  })

  it.each([
    ['error', { errorClass: 'retry' }, 0],
    ['throttle', { errorClass: 'throttled', retryAfterMs: 10_000 }, 0],
    ['drop', { errorClass: 'unknown-outcome' }, 1],
  ])('misbehaves on %s towards one account alone', async (fault, expected, kept) => {
    await switchFault('xhs', fault)

    await expect(publish('p1')).rejects.toMatchObject(expected)
    expect(await publish('p1', { adapter: adapterOf('weibo') })).toMatchObject({ state: 'published' })
    expect(await db.collection('sandbox_posts').countDocuments({ account: 'xhs' })).toBe(kept)

    await switchFault('xhs', 'off')
    expect(await publish('p1')).toMatchObject({ state: 'published' })
    expect(await db.collection('sandbox_posts').countDocuments({ account: 'xhs' })).toBe(1)
  })

  it('is slow when told to', async () => {
    await switchFault('xhs', 'slow')
    await publish('p1')

    expect(waits.splice(0)).toEqual([5_000])
  })

  it('takes nothing from a caller without its token', async () => {
    await expect(publish('p1', { adapter: adapterOf('xhs', 'wrong') })).rejects.toMatchObject({
      errorClass: 'reauth-user',
    })
  })

  it.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['that the browser calls cross-site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['without an origin', {}],
    ['from nowhere', { origin: 'null' }],
  ])('switches no fault for a request %s', async (_title, headers) => {
    expect((await switchFault('xhs', 'error', headers)).status).toBe(403)
    expect(await db.collection('sandbox_faults').countDocuments()).toBe(0)
  })

  it('refuses a fault that there is not, and leads back to its own pages only', async () => {
    expect((await switchFault('xhs', 'explode')).status).toBe(400)

    const response = await fetch(`${sandbox.url}/accounts/xhs/fault`, {
      body: new URLSearchParams({ fault: 'off', from: '//evil.example' }),
      headers: { origin: sandbox.origin },
      method: 'POST',
      redirect: 'manual',
    })

    expect(response.headers.get('location')).toBe('/sandbox/?lang=zh')
  })

  it('lists channels in rehearsal before they have received anything', async () => {
    await db.collection('channels').insertMany([
      { kind: 'webhook', mode: 'rehearsal', name: '演练公众号', slug: 'wechat' },
      { kind: 'feed', mode: 'live', name: '官网', slug: 'site' },
    ])

    const page = await read('/?lang=zh')

    expect(page).toContain('演练公众号')
    expect(page).not.toContain('官网')
  })

  it('escapes whatever arrives', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

    await publish('p1', {
      cover: { ...aPost().cover!, alt: evil },
      locales: { zh: { excerpt: '', html: '', text: `${evil} #${evil}#`, title: evil } },
      topics: [evil],
    })

    const [post] = await db.collection('sandbox_posts').find().toArray()
    const pages = await Promise.all(
      ['/?lang=zh', '/accounts/xhs?lang=en', `/accounts/xhs/posts/${String(post?._id)}?lang=zh`].map((path) =>
        read(path),
      ),
    )

    for (const page of pages) {
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toMatch(/<script>|<img src=x/)
    }
  })

  it('refuses a picture whose address is a script', async () => {
    const response = await fetch(`${sandbox.url}/api/accounts/xhs/posts`, {
      body: JSON.stringify({
        account: { kind: 'x', name: 'x' },
        media: [{ mimeType: 'image/png', url: 'javascript:alert(1)' }],
      }),
      headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json', 'idempotency-key': 'k' },
      method: 'POST',
    })

    expect(response.status).toBe(400)
  })

  it('allows no script or style but its own files', async () => {
    const policy = (await fetch(`${sandbox.url}/`)).headers.get('content-security-policy')

    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('brings its Chinese font, style and script along', async () => {
    for (const path of ['/assets/fonts/index.css', '/assets/sandbox.css', '/assets/live.js', '/assets/mark.svg']) {
      expect((await fetch(sandbox.url + path)).status).toBe(200)
    }
  })

  it('sends its script a new part when something arrives', async () => {
    await publish('p1')

    const first = await fetch(`${sandbox.url}/accounts/xhs?lang=zh&part=live`)
    const again = () =>
      fetch(`${sandbox.url}/accounts/xhs?lang=zh&part=live`, {
        headers: { 'if-none-match': first.headers.get('etag') ?? '' },
      })

    expect(await first.text()).not.toContain('<html')
    await publish('p2')
    expect((await again()).status).toBe(200)
  })

  it('keeps its pages to those who may look', async () => {
    const closed = await startSandbox(db, { mayLook: () => Promise.resolve(false) })
    const response = await fetch(`${closed.url}/accounts/xhs`, { redirect: 'manual' })

    expect(response.headers.get('location')).toBe('/admin/login?redirect=%2Fsandbox%2Faccounts%2Fxhs')
    await closed.close()
  })

  it('answers 404 for an account or a post that there is not', async () => {
    await publish('p1')

    for (const path of [
      '/accounts/nobody',
      '/accounts/xhs/posts/nothing',
      '/accounts/xhs/posts/650000000000000000000001',
    ]) {
      expect((await fetch(sandbox.url + path)).status).toBe(404)
    }
  })
})
