import type { Page } from 'playwright-core'

import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'

/** The accounts on which the post of the docs is rehearsed, by what their pictures are called. */
const ACCOUNTS = {
  bluesky: 'Bluesky · 朝露颜究所',
  discourse: '朝露社区论坛',
  mastodon: 'Mastodon · 朝露颜究所',
  'wechat-oa': '公众号 · 朝露颜究所',
  'wecom-robot': '企业微信 · 老客一群',
  weibo: '微博 · 朝露颜究所',
} as const

export type RehearsedKind = keyof typeof ACCOUNTS

export const REHEARSED_KINDS = Object.keys(ACCOUNTS) as RehearsedKind[]

export interface Rehearsed {
  /** Of the task of the account that a person publishes on. */
  taskId: string
}

const PATIENCE_MS = 5 * MINUTE

/** Rehearses one post on several accounts at once and hands it to a person on one more, in a running instance with the demo in it. */
export async function rehearseOnePost(page: Page): Promise<Rehearsed> {
  const channels = new Map<string, string>()

  for (const kind of REHEARSED_KINDS) {
    channels.set(
      kind,
      await create(page, 'channels', { kind, mode: 'rehearsal', name: ACCOUNTS[kind], slug: `docs-${kind}` }),
    )
  }

  channels.set(
    'xiaohongshu',
    await create(page, 'channels', {
      kind: 'xiaohongshu',
      mode: 'live',
      name: '小红书 · 朝露颜究所',
      slug: 'docs-xiaohongshu',
    }),
  )
  const post = await create(page, 'posts', {
    body: BODY,
    cover: await findCover(page),
    excerpt: '换季泛红、起皮、刺痛？先停手，再修护。',
    kind: 'note',
    title: '换季泛红，先做减法',
    topics: ['屏障修护', '换季护肤'],
    variants: [
      {
        channel: channels.get('weibo'),
        text: '换季泛红、起皮、刺痛？先停手，再修护：少洗一次脸，面霜趁湿涂，防晒别省。',
      },
    ],
  })

  await page.request.patch(`/api/posts/${post}`, { data: { stage: 'approved' } })
  const schedule = await create(page, 'schedules', {
    channels: [...channels.values()],
    post,
    publishAt: new Date(Date.now() + 2 * SECOND).toISOString(),
    publishAt_tz: 'Asia/Shanghai',
    state: 'armed',
  })
  const rows = await waitUntilOut(page, schedule)
  const task = rows.find(({ state }) => state === 'awaiting-operator')

  return { taskId: task?.id ?? '' }
}

const shared = { direction: 'ltr', format: '', indent: 0, version: 1 }
const words = (given: string) => ({
  detail: 0,
  format: 0,
  mode: 'normal',
  style: '',
  text: given,
  type: 'text',
  version: 1,
})
const paragraph = (given: string) => ({ ...shared, children: [words(given)], textFormat: 0, type: 'paragraph' })
const items = (given: readonly string[]) =>
  given.map((each, index) => ({ ...shared, children: [words(each)], type: 'listitem', value: index + 1 }))

/** As the editor stores it. */
const BODY = {
  root: {
    ...shared,
    children: [
      paragraph('皮肤屏障就像一面墙：油脂是水泥，角质是砖。换季时水泥先松，泛红、起皮、刺痛就跟着来了。'),
      { ...shared, children: [words('三件小事，从今晚开始')], tag: 'h2', type: 'heading' },
      {
        ...shared,
        children: items(['少洗一次脸，水温别太高', '面霜趁皮肤微湿时涂', '白天防晒不要省']),
        listType: 'bullet',
        start: 1,
        tag: 'ul',
        type: 'list',
      },
      paragraph('两周没有好转，请看医生。'),
    ],
    type: 'root',
  },
}

interface Row {
  id: string
  state: PublicationState
}

async function waitUntilOut(page: Page, schedule: string): Promise<Row[]> {
  const until = Date.now() + PATIENCE_MS
  const query = new URLSearchParams({ depth: '0', limit: '50', 'where[schedule][equals]': schedule })

  for (;;) {
    const { docs } = await read<{ docs: Row[] }>(page, `/api/publications?${query.toString()}`)

    if (docs.every(({ state }) => state === 'published' || state === 'awaiting-operator')) {
      return docs
    }

    if (Date.now() > until || docs.some(({ state }) => state === 'failed' || state === 'blocked')) {
      throw new Error(`The rehearsal did not end well: ${docs.map(({ state }) => state).join(', ')}`)
    }

    await page.waitForTimeout(2 * SECOND)
  }
}

/** The cover of a post of the demo on the same matter. */
async function findCover(page: Page): Promise<string> {
  const query = new URLSearchParams({
    depth: '0',
    limit: '1',
    'where[cover][exists]': 'true',
    'where[title][like]': '换季泛红',
  })
  const { docs } = await read<{ docs: { cover: string }[] }>(page, `/api/posts?${query.toString()}`)

  return docs[0]?.cover ?? ''
}

async function create(page: Page, collection: string, data: object): Promise<string> {
  const response = await page.request.post(`/api/${collection}`, { data })

  if (!response.ok()) {
    throw new Error(`${collection}: ${response.status()} ${await response.text()}`)
  }

  return ((await response.json()) as { doc: { id: string } }).doc.id
}

async function read<Answer>(page: Page, path: string): Promise<Answer> {
  return (await (await page.request.get(path)).json()) as Answer
}
