import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ChannelPreview } from '../../src/domain/writing/channelPreview.ts'
import type { Role } from '../../src/domain/roles.ts'
import { lexicalDocument, paragraph, text } from '../support/lexical.ts'
import { openPayload, type OpenPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<Role, string>
let note: string
let forum: string

beforeAll(async () => {
  app = await openPayload('writing')
  as = await signIn(app)
  note = await create('/channels', { kind: 'xiaohongshu', mode: 'rehearsal', name: '小红书主号', slug: 'note' })
  forum = await create('/channels', {
    kind: 'discourse',
    mode: 'rehearsal',
    name: '社区论坛',
    settings: { apiUsername: 'brand', baseUrl: 'https://forum.example', categoryId: '1' },
    slug: 'forum',
  })
})

afterAll(() => app.close())

const create = async (path: string, body: object): Promise<string> => {
  const answer = await app.call('POST', path, { as: as.admin, body })

  expect(answer.body.errors).toBeUndefined()

  return String(answer.body.doc['id'])
}

const bodyOf = (words: string) => lexicalDocument(paragraph(text(words)))

const aPost = (over: object = {}): Promise<string> =>
  create('/posts', {
    body: bodyOf('两小时补一次'),
    kind: 'note',
    title: '夏日防晒攻略',
    topics: ['防晒', '夏日护肤'],
    ...over,
  })

interface PreviewArgs {
  channel: string
  data?: object
  language?: 'en' | 'zh'
  post: string
}

const preview = async ({ channel, data = {}, language = 'zh', post }: PreviewArgs): Promise<ChannelPreview> => {
  const { body } = await app.call('POST', `/posts/${post}/preview`, {
    as: as.editor,
    body: { channels: [channel], data },
    language,
  })

  return (body as unknown as { previews: [ChannelPreview] }).previews[0]
}

describe('a variant', () => {
  it('keeps topics without #, mentions without @, and what it was started from', async () => {
    const post = await aPost({
      variants: [
        {
          basis: 'abc',
          channel: note,
          mentions: ['@小鹿', '小鹿'],
          text: '短文案',
          topics: ['#好物', '＃好物', ' 防晒# '],
        },
      ],
    })
    const { body } = await app.call('GET', `/posts/${post}?depth=0`, { as: as.editor })

    expect(body['variants']).toMatchObject([{ basis: 'abc', mentions: ['小鹿'], topics: ['好物', '防晒'] }])
    expect((await preview({ channel: note, post })).rendered).toMatchObject({
      text: '短文案\n\n@小鹿\n\n#好物 #防晒',
      topics: ['好物', '防晒'],
    })
  })

  it('refuses an account name that no platform knows', async () => {
    const { body, status } = await app.call('POST', '/posts', {
      as: as.editor,
      body: { title: '提及', variants: [{ channel: note, mentions: ['小 鹿'] }] },
    })

    expect(status).toBe(400)
    expect(JSON.stringify(body.errors)).toContain('mentions')
  })
})

describe('POST /api/posts/:id/preview', () => {
  it('says what a variant starts from, in the platform’s own form', async () => {
    const post = await aPost()
    const { master } = await preview({ channel: forum, post })

    expect(master).toEqual({
      hash: expect.stringMatching(/^[\da-f]{64}$/) as string,
      media: [],
      text: '两小时补一次',
      title: '夏日防晒攻略',
      topics: ['防晒', '夏日护肤'],
    })
  })

  it('says when master and variant have parted', async () => {
    const post = await aPost()
    const { master, parted } = await preview({ channel: forum, post })
    const started = { variants: [{ basis: master.hash, channel: forum, text: '短文案' }] }
    const parts = async (data: object) => (await preview({ channel: forum, data, post })).parted

    expect(parted).toBeNull()
    expect(await parts(started)).toBe(false)
    expect(await parts({ ...started, topics: ['防晒'] })).toBe(true)
    expect(await parts({ ...started, body: bodyOf('一小时补一次') })).toBe(true)
    expect(await parts({ variants: [{ channel: forum, text: '短文案' }] })).toBe(false)

    // Whoever looks in another language sees the same.
    const { body } = await app.call('POST', `/posts/${post}/preview`, {
      as: as.editor,
      body: { channels: [forum], data: started, locale: 'en' },
    })

    expect((body as unknown as { previews: ChannelPreview[] }).previews[0]?.parted).toBe(false)
  })

  it('counts what the channel limits, and says what to do about what is too long', async () => {
    const title = '敏感肌也能用的夏日防晒清单一共二十三个字数'
    const { counts, findings } = await preview({ channel: note, data: { title: `${title}哦哦` }, post: await aPost() })
    const tooLong = findings.find(({ code }) => code === 'TITLE_TOO_LONG')

    expect(counts).toContainEqual({ count: 46, max: 40, part: 'title', unit: 'half-width' })
    expect(counts).toContainEqual({ count: 2, max: 10, part: 'topics' })
    expect(tooLong?.message).toBe('标题超 20 字 3 字')
    expect(tooLong?.fixes).toEqual([
      { act: 'shorten', change: { title: '敏感肌也能用的夏日防晒清单一共二十三个…' }, label: '缩短到 20 字' },
    ])
  })

  it('offers only what makes the finding go away', async () => {
    const post = await aPost()
    const data = { body: bodyOf('海边补涂。'.repeat(240)), title: '防晒' }
    const { findings } = await preview({ channel: note, data, language: 'en', post })
    const [fix] = findings.find(({ code }) => code === 'TEXT_TOO_LONG')?.fixes ?? []
    const variants = [{ channel: note, ...fix?.change }]

    expect(fix).toMatchObject({ act: 'shorten', label: 'Shorten to 1000 characters' })
    expect((await preview({ channel: note, data: { ...data, variants }, post })).findings).not.toContainEqual(
      expect.objectContaining({ code: 'TEXT_TOO_LONG' }),
    )
  })

  it('shows a long text as the thread that an account makes of it', async () => {
    const settings = { instance: 'https://mastodon.example', longText: 'thread' }
    const short = await create('/channels', {
      kind: 'mastodon',
      mode: 'rehearsal',
      name: '短文',
      settings,
      slug: 'short',
    })
    const data = { body: bodyOf('两小时补一次，出门前涂两指的量。'.repeat(50)) }
    const { counts, findings, parts, rendered } = await preview({ channel: short, data, post: await aPost() })

    expect(findings).toEqual([])
    expect(parts).toHaveLength(2)
    expect(parts).toEqual(rendered['parts'])
    expect(counts).toContainEqual(expect.objectContaining({ max: 500, part: 'text' }))
    expect((await preview({ channel: short, post: await aPost() })).parts).toBeUndefined()
  })
})

describe('snippets and hashtag sets', () => {
  it('are found by their words, and kept without #', async () => {
    await create('/snippets', { channels: [note], name: '敏感肌提示', text: '先在耳后试用 {{link}}' })
    await create('/hashtag-sets', { name: '秋冬', topics: ['#秋冬护肤', '秋冬护肤', '#修护屏障#'] })

    const list = async (path: string) => (await app.call('GET', path, { as: as.editor })).body.docs

    expect(await list('/snippets?where[text][like]=耳后&depth=0')).toMatchObject([{ channels: [note], locale: 'zh' }])
    expect(await list('/hashtag-sets?where[topics][in]=秋冬护肤')).toMatchObject([{ topics: ['秋冬护肤', '修护屏障'] }])
  })
})
