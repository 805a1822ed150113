import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { hashContent } from '../../src/channels/compileContent.ts'
import type { RenderedContent } from '../../src/domain/content.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import type { ChannelPreview } from '../../src/domain/writing/channelPreview.ts'
import { linkCode } from '../../src/domain/writing/resolveVariables.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { lexicalDocument, link, paragraph, text } from '../support/lexical.ts'
import { startTestApp, type TestApp } from '../support/testApp.ts'

const FILM = Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypisom\0\0\0\0isomiso2'), Buffer.alloc(64)])
const TARGET = 'https://shop.example/sun'

let app: TestApp
let channels: Map<string, string>
let directory: string
let media: { cover: string; film: string }
let token: string
let related: { campaign: string; collaboration: string; offers: string[] }

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-writing-'))
  vi.stubEnv('DRUMBEAT_DATA_DIR', directory)
  vi.stubEnv('PUBLIC_URL', 'https://beat.example')
  app = await startTestApp()
  token = String(
    (await app.rest('POST', '/users/first-register', { body: { email: 'a@example.com', password: 'a long password' } }))
      .body['token'],
  )
  channels = await createChannels()
  media = await createMedia()
  related = await createRelated()
}, 180 * SECOND)

afterAll(async () => {
  await app.stop()
  await rm(directory, { force: true, recursive: true })
  vi.unstubAllEnvs()
})

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await app.rest('POST', `/${collection}`, { body, token })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

/** An account of every kind that there is, by its kind. */
async function createChannels(): Promise<Map<string, string>> {
  const made = new Map<string, string>()

  for (const { manifest } of servicesOf(app.payload).channels.kinds()) {
    const { kind } = manifest

    made.set(kind, await create('channels', { kind, mode: 'rehearsal', name: kind, slug: kind }))
  }

  return made
}

async function createMedia() {
  const picture = sharp({ create: { background: '#a43', channels: 3, height: 1_600, width: 1_600 } })
  const upload = async (data: Buffer, name: string, mimetype: string): Promise<string> => {
    const file = { data, mimetype, name, size: data.length }

    return String((await app.payload.create({ collection: 'media', data: { alt: name }, file })).id)
  }

  return {
    cover: await upload(await picture.jpeg().toBuffer(), 'cover.jpg', 'image/jpeg'),
    film: await upload(FILM, 'film.mp4', 'video/mp4'),
  }
}

async function createRelated() {
  const campaign = await create('campaigns', { name: '夏日大促' })
  const partner = await create('kol-partners', {
    handles: [{ handle: 'xiaolu.weibo', platform: 'weibo' }],
    name: '小鹿',
  })
  const collaboration = await create('collaborations', { campaign, partner, title: '小鹿 × 夏日' })
  const offer = await create('offers', { codes: ['SUN20'], kind: 'coupon', name: '防晒券' })

  await create('links', { campaign, code: 'campaign', url: TARGET, utm: { term: 'sun' } })

  return { campaign, collaboration, offers: [offer] }
}

async function createPost(over: Record<string, unknown> = {}): Promise<string> {
  const kuaishou = { channel: channels.get('kuaishou'), media: [media.film, media.cover] }
  const post = await create('posts', {
    ...related,
    body: lexicalDocument(paragraph(text('两指量，用 {{code}} 到 {{link}} 看 {{kol}} 怎么涂'))),
    cover: media.cover,
    excerpt: '{{kol}} 说：两指量',
    kind: 'note',
    title: '【广告】夏日防晒攻略',
    topics: ['防晒'],
    variants: [kuaishou],
    ...over,
  })

  await app.rest('PATCH', `/posts/${post}`, { body: { stage: 'approved' }, token })

  return post
}

const variantFor = ([kind, channel]: readonly [string, string]) => ({
  channel,
  firstComment: '{{link}}',
  // The partner has an account on one platform, and nobody is mentioned by a name alone.
  mentions: [kind === 'weibo' ? '{{kol}}' : 'xiaolu'],
  text: '{{ kol }} 的防晒，用 {{code}}：{{link}}',
  title: '【广告】跟 {{kol}} 学防晒',
  topics: ['好物'],
  ...(kind === 'kuaishou' && { media: [media.film, media.cover] }),
})

const preview = async (post: string, data: object = {}): Promise<Map<string, ChannelPreview>> => {
  const { body } = await app.rest('POST', `/posts/${post}/preview`, { body: { data }, token })

  return new Map((body['previews'] as ChannelPreview[]).map((one) => [one.kind, one]))
}

async function arm(post: string): Promise<Map<string, PublicationRow>> {
  await create('schedules', {
    channels: [...channels.values()],
    post,
    publishAt: new Date(Date.now() + DAY).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })

  const rows = await app.db
    .collection<PublicationRow>('publications')
    .find({ content: { $exists: true } })
    .toArray()
  const kinds = new Map([...channels].map(([kind, id]) => [id, kind]))

  return new Map(
    rows.filter((row) => row.content.post.id === post).map((row) => [kinds.get(String(row.channel)) ?? '', row]),
  )
}

const renderedOf = (all: Map<string, { rendered: RenderedContent }>) =>
  Object.fromEntries([...all].map(([kind, { rendered }]) => [kind, rendered]))

describe('preview and send', () => {
  it.each([
    ['the post’s own words', () => createPost()],
    ['a variant for every channel', () => createPost({ variants: [...channels].map(variantFor) })],
  ])('render the same of %s, variables and all, on every kind of channel', async (_title, make) => {
    const post = await make()
    const previews = await preview(post)
    const rows = await arm(post)

    expect([...rows.keys()].toSorted()).toEqual([...channels.keys()].toSorted())
    expect(renderedOf(previews)).toEqual(
      Object.fromEntries([...rows].map(([kind, { content }]) => [kind, content.rendered])),
    )
    expect(JSON.stringify(renderedOf(previews))).not.toContain('{{')
    expect([...rows.values()].filter(({ content, contentHash }) => hashContent(content) !== contentHash)).toEqual([])

    // What the comparison is worth: a draft that says something else is told from what was armed.
    const changed = renderedOf(await preview(post, { title: '别的', topics: ['别的'], variants: [] }))

    expect(
      Object.keys(changed).filter(
        (kind) => JSON.stringify(changed[kind]) === JSON.stringify(rows.get(kind)?.content.rendered),
      ),
    ).toEqual([])
  })
})

describe('variables', () => {
  const linkOf = (post: string, kind: string) =>
    app.db.collection('links').findOne({ code: linkCode({ channelId: channels.get(kind) ?? '', postId: post }) })

  it('say the partner as the platform knows them, the shared code, and a link of this post on this channel', async () => {
    const post = await createPost()
    const previews = await preview(post)
    const code = linkCode({ channelId: channels.get('weibo') ?? '', postId: post })

    expect(previews.get('weibo')?.variables).toEqual([
      { label: 'Tracking link', name: 'link', value: `https://beat.example/r/${code}` },
      { label: 'Promo code', name: 'code', value: 'SUN20' },
      { label: 'Partner', name: 'kol', value: 'xiaolu.weibo' },
    ])
    expect(previews.get('telegram')?.variables.at(-1)).toMatchObject({ name: 'kol', value: '小鹿' })
  })

  it('make the link that a preview showed when the post is armed, and no sooner', async () => {
    const post = await createPost()

    await preview(post)
    expect(await linkOf(post, 'weibo')).toBeNull()
    await arm(post)
    expect(await linkOf(post, 'weibo')).toMatchObject({
      enabled: true,
      url: TARGET,
      utm: { campaign: '夏日大促', medium: 'social', source: 'weibo', term: 'sun' },
    })
    expect(String((await linkOf(post, 'email'))?.['post'])).toBe(post)
  })

  it('make no link that no text holds', async () => {
    const post = await createPost({ body: null, excerpt: '两指量' })

    await arm(post)
    expect(await linkOf(post, 'feed')).toBeNull()
  })

  it('make addresses of links, and where they make none, every channel says so with a way out', async () => {
    const kept = 'https://shop.example/?c={{code}}'
    const body = lexicalDocument(paragraph(link(kept, '官网'), text('或'), link('{{code}}', '领券')))
    const variants = [{ channel: channels.get('kuaishou'), media: [media.film, media.cover] }]
    const post = await createPost({ body, variants })
    const previews = await preview(post)
    const findingOn = (kind: string) =>
      previews.get(kind)?.findings.find(({ code }) => code === 'LINK_LEADS_NOWHERE') ?? null
    const isMendable = (kind: string) => findingOn(kind)?.severity === 'error' && findingOn(kind)?.fixes.length === 1

    expect([...channels.keys()].filter((kind) => !isMendable(kind))).toEqual([])
    expect(previews.get('feed')?.rendered['html']).toContain('<a href="https://shop.example/?c=SUN20">官网</a>或领券')
    expect(previews.get('discord')?.rendered).toMatchObject({
      text: expect.stringContaining('[官网](https://shop.example/?c=SUN20)或领券') as string,
    })

    const refused = await armOn('feed', post)

    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain('LINK_LEADS_NOWHERE')

    const mended = await preview(post, {
      variants: [...channels].map(([kind, channel]) => ({
        channel,
        ...(kind === 'kuaishou' && variants[0]),
        ...findingOn(kind)?.fixes[0]?.change,
      })),
    })

    expect(
      [...mended.values()].flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error'),
    ).toEqual([])
    expect(mended.get('discord')?.rendered).toEqual(previews.get('discord')?.rendered)
  })

  const armOn = (kind: string, post: string) =>
    app.rest('POST', '/schedules', {
      body: {
        channels: [channels.get(kind)],
        post,
        publishAt: new Date(Date.now() + DAY).toISOString(),
        publishAt_tz: 'Asia/Shanghai',
        state: 'armed',
      },
      token,
    })

  it('stand in the way of arming where they have no value or nobody knows them', async () => {
    const post = await createPost({ campaign: null, collaboration: null, excerpt: '{{nobody}}', offers: [] })
    const answer = await armOn('feed', post)
    const found = (await preview(post)).get('feed')?.findings ?? []

    expect(answer.status).toBe(400)
    expect(found.map(({ code, path: part, severity }) => [code, part, severity])).toEqual(
      expect.arrayContaining([
        ['VARIABLE_UNKNOWN', 'excerpt', 'error'],
        ['VARIABLE_CODE_EMPTY', 'text', 'error'],
        ['VARIABLE_LINK_EMPTY', 'text', 'error'],
      ]),
    )
    expect(found.find(({ code }) => code === 'VARIABLE_LINK_EMPTY')?.fixes).toEqual([
      { act: 'drop-links', change: { text: '两指量，用 {{code}} 到 看 {{kol}} 怎么涂' }, label: 'Remove the links' },
    ])
  })
})
