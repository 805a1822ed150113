import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Role } from '../../src/domain/roles.ts'
import { fieldErrors, openPayload, type OpenPayload } from '../support/openPayload.ts'
import { block, lexicalDocument, node, paragraph, text } from '../support/lexical.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let as: Record<Role, string>

beforeAll(async () => {
  app = await openPayload('posts')
  as = await signIn(app)
})

afterAll(() => app.close())

const write = async (data: Record<string, unknown>, who: Role = 'editor') => {
  const { body } = await app.call('POST', '/posts', { as: as[who], body: data })

  return body.doc as { id: string; slug: string; stage: string }
}

const change = (id: string, body: Record<string, unknown>, who: Role = 'editor') =>
  app.call('PATCH', `/posts/${id}`, { as: as[who], body })

/** What the ledger's follower does when a post has gone out. */
const publish = (id: string) =>
  app.payload.update({
    id,
    collection: 'posts',
    data: { _status: 'published', publishedAt: '2026-11-22T01:00:00.000Z' },
  })

describe('a post', () => {
  it('needs no more than a title', async () => {
    const { body, status } = await app.call('POST', '/posts', { as: as.editor, body: { title: '春日护肤指南' } })

    expect(status).toBe(201)
    expect(body.doc).toMatchObject({ _status: 'draft', kind: 'article', slug: 'chun-ri-hu-fu-zhi-nan', stage: 'draft' })
  })

  it.each([
    ['en', 'This field is required.'],
    ['zh', '该字段为必填项目。'],
  ] as const)('is refused without a title, and says so in %s', async (language, message) => {
    const answer = await app.call('POST', '/posts', { as: as.editor, body: { excerpt: '无题' }, language })

    expect(answer.status).toBe(400)
    expect(fieldErrors(answer)).toEqual([{ message, path: 'title' }])
  })

  it('takes a number behind its slug when another has it', async () => {
    const slugs = [await write({ title: '同名' }), await write({ title: '同名' }), await write({ title: '同名' })]

    expect(slugs.map(({ slug }) => slug)).toEqual(['tong-ming', 'tong-ming-2', 'tong-ming-3'])
  })

  it('lets its slug follow the title while it is written, and keeps it once it was approved', async () => {
    const { id } = await write({ title: '初稿' })
    const followed = await change(id, { title: '改稿' })

    expect(followed.body.doc['slug']).toBe('gai-gao')
    await change(id, { stage: 'approved' }, 'reviewer')

    const kept = await change(id, { title: '终稿' })

    expect(kept.body.doc['slug']).toBe('gai-gao')
  })

  it('keeps a slug that a person typed, and refuses one that is no address', async () => {
    const { id, slug } = await write({ slug: 'spring-care', title: '春日' })

    expect(slug).toBe('spring-care')
    expect(fieldErrors(await change(id, { slug: '春日 护肤' }))).toEqual([
      { message: expect.stringContaining('lower-case letters') as string, path: 'slug' },
    ])
  })

  it('may be written without a title while it is autosaved, more than one at a time', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => app.call('POST', '/posts?draft=true&autosave=true', { as: as.editor, body: {} })),
    )

    expect(answers.map(({ status }) => status)).toEqual([201, 201])
  })

  it('is said in two languages under one id', async () => {
    const { id } = await write({ title: '防晒' })

    await app.call('PATCH', `/posts/${id}?locale=en`, { as: as.editor, body: { title: 'Sun care' } })

    const { body } = await app.call('GET', `/posts/${id}?locale=all`, { as: as.editor })

    expect(body['title' as never]).toEqual({ en: 'Sun care', zh: '防晒' })
  })

  it('is duplicated as a draft with a slug of its own', async () => {
    const { id } = await write({ title: '可复制' })

    await change(id, { stage: 'approved' }, 'reviewer')

    const { body, status } = await app.call('POST', `/posts/${id}/duplicate`, { as: as.editor })

    expect(status).toBe(200)
    expect(body.doc).toMatchObject({ _status: 'draft', slug: 'ke-fu-zhi-2', stage: 'draft', title: '可复制' })
  })
})

describe('the body of a post', () => {
  const bodyOf = (...children: unknown[]) => ({ body: lexicalDocument(...children), title: '正文' })

  it('holds tables, code, and cards of products and posts', async () => {
    const other = await write({ title: '另一篇' })
    const { body, status } = await app.call('POST', '/posts', {
      as: as.editor,
      body: bodyOf(
        node('table', [node('tablerow', [node('tablecell', [paragraph(text('成分'))])])]),
        { ...block('Code', { code: 'a = 1' }), format: '', version: 2 },
        { ...block('productCard', { name: '精华', priceMinor: 29_900 }), format: '', version: 2 },
        { ...block('postCard', { post: other.id }), format: '', version: 2 },
      ),
    })

    expect(status).toBe(201)
    expect(JSON.stringify(body.doc['body'])).toContain('"title":"另一篇"')
  })

  it('refuses a product card without a product', async () => {
    const answer = await app.call('POST', '/posts', {
      as: as.editor,
      body: bodyOf({ ...block('productCard', { priceMinor: 1 }), format: '', version: 2 }),
    })

    expect(answer.status).toBe(400)
  })
})

describe('the stage of a post', () => {
  it.each(['admin', 'reviewer'] as const)('is approved by %s', async (role) => {
    const { id } = await write({ title: '待审' })
    const { body, status } = await change(id, { stage: 'approved' }, role)

    expect(status).toBe(200)
    expect(body.doc['stage']).toBe('approved')
  })

  it.each(['editor', 'community-manager'] as const)('is not approved by %s', async (role) => {
    const { id } = await write({ title: '待审' })
    const answer = await change(id, { stage: 'approved' }, role)

    expect(answer.status).toBe(400)
    expect(fieldErrors(answer)).toEqual([{ message: expect.stringContaining('reviewer') as string, path: 'stage' }])
  })

  it('falls back to draft when the words change, but not when only notes do', async () => {
    const { id } = await write({ title: '通过' })

    await change(id, { stage: 'approved' }, 'reviewer')
    expect((await change(id, { notes: '内部' })).body.doc['stage']).toBe('approved')
    expect((await change(id, { excerpt: '改了' })).body.doc['stage']).toBe('draft')
  })

  it('stays approved when a reviewer changes words and approves in one save', async () => {
    const { id } = await write({ title: '直接通过' })
    const { body } = await change(id, { excerpt: '小改', stage: 'approved' }, 'reviewer')

    expect(body.doc['stage']).toBe('approved')
  })

  it('is rejected only with a reason', async () => {
    const { id } = await write({ title: '驳回' })
    const bare = await change(id, { stage: 'rejected' }, 'reviewer')
    const reasoned = await change(id, { reviewNote: '涉及绝对化用语', stage: 'rejected' }, 'reviewer')

    expect(fieldErrors(bare).map(({ path }) => path)).toEqual(['reviewNote'])
    expect(reasoned.body.doc['stage']).toBe('rejected')
  })

  it('is not brought back by restoring an approved version', async () => {
    const { id } = await write({ title: '旧版' })

    await change(id, { stage: 'approved' }, 'reviewer')
    await change(id, { excerpt: '新版' })

    const { docs } = await app.payload.findVersions({
      collection: 'posts',
      where: { parent: { equals: id }, 'version.stage': { equals: 'approved' } },
    })
    const restored = await app.call('POST', `/posts/versions/${String(docs[0]?.id)}`, { as: as.editor })
    const latest = await app.call('GET', `/posts/${id}?draft=true`, { as: as.editor })

    expect(restored.status).toBe(200)
    expect(latest.body).toMatchObject({ stage: 'draft' })
  })

  it('takes the approved version out of the reach of autosave', async () => {
    const { id } = await write({ title: '自动保存' })

    await app.call('PATCH', `/posts/${id}?draft=true&autosave=true`, { as: as.editor, body: { excerpt: '一' } })
    await app.call('PATCH', `/posts/${id}?draft=true&autosave=true`, { as: as.reviewer, body: { stage: 'approved' } })
    await app.call('PATCH', `/posts/${id}?draft=true&autosave=true`, { as: as.editor, body: { excerpt: '二' } })

    const { docs } = await app.payload.findVersions({
      collection: 'posts',
      where: { parent: { equals: id }, 'version.stage': { equals: 'approved' } },
    })

    expect(docs.map(({ version }) => version.excerpt)).toEqual(['一'])
  })
})

describe('a published post', () => {
  it('is not published by hand', async () => {
    const { id } = await write({ title: '手动' })
    const answer = await change(id, { _status: 'published' }, 'admin')

    expect(answer.status).toBe(400)
    expect(fieldErrors(answer)).toEqual([{ message: expect.stringContaining('schedule') as string, path: '_status' }])
  })

  it('keeps what went out while people edit', async () => {
    const { id } = await write({ excerpt: '发布时', title: '已发布' })

    await publish(id)
    await change(id, { excerpt: '之后' })

    const main = await app.call('GET', `/posts/${id}`, { as: as.editor })
    const draft = await app.call('GET', `/posts/${id}?draft=true`, { as: as.editor })

    expect(main.body).toMatchObject({ _status: 'published', excerpt: '发布时' })
    expect(draft.body).toMatchObject({ _status: 'draft', excerpt: '之后' })
  })

  it('keeps it under a bulk edit too', async () => {
    const { id } = await write({ title: '批量' })

    await publish(id)
    await app.call('PATCH', `/posts?where[id][in]=${id}`, { as: as.editor, body: { excerpt: '批量改' } })

    expect((await app.call('GET', `/posts/${id}`, { as: as.editor })).body).toMatchObject({ _status: 'published' })
  })

  it('is not demoted by a script that forgets about drafts', async () => {
    const { id } = await write({ title: '脚本' })

    await publish(id)
    await app.payload.update({ id, collection: 'posts', data: { excerpt: '脚本改' } })

    expect((await app.call('GET', `/posts/${id}`, { as: as.editor })).body).toMatchObject({ _status: 'published' })
  })

  it('does not go to the trash before it is withdrawn', async () => {
    const { id } = await write({ title: '回收' })

    await publish(id)
    expect((await change(id, { deletedAt: '2026-11-22T00:00:00.000Z' })).status).toBe(400)
  })
})
