import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'

import { databaseOf } from '../../src/database/handles.ts'
import type { ImportReport } from '../../src/domain/plan/report.ts'
import { findFileIn } from '../../src/import/covers.ts'
import { importPlan, type ImportPlanArgs } from '../../src/import/importPlan.ts'
import { createTemplate } from '../../src/import/template.ts'
import { aPicture } from '../media/pictures.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { signIn } from '../support/signIn.ts'

const HEADER = ['编号', '日期', '时间', '渠道', '标题', '正文', '话题', '封面', '活动', 'KOL', '状态']
const NOW = new Date()
const TOMORROW = new Date(NOW.getTime() + 26 * 3_600_000).toISOString().slice(0, 10)

type Row = Partial<Record<string, string>>

const aRow = (given: Row = {}): Row => ({
  日期: TOMORROW,
  时间: '23:30',
  标题: '早八护肤',
  渠道: '小程序首页',
  ...given,
})

const toCsv = (rows: readonly Row[]): Buffer =>
  Buffer.from([HEADER, ...rows.map((row) => HEADER.map((name) => row[name] ?? ''))].map(toLine).join('\r\n'))

const toLine = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')

describe('importPlan', () => {
  let app: OpenPayloadWithFiles

  const run = (data: Buffer, given: Partial<ImportPlanArgs> = {}): Promise<ImportReport> =>
    importPlan({
      actor: null,
      canArm: true,
      clock: () => NOW,
      data,
      dryRun: false,
      fetch: () => Promise.reject(new Error('no network in tests')),
      findFile: findFileIn(app.directory),
      payload: app.payload,
      ...given,
    })

  const count = (slug: string): Promise<number> => databaseOf(app.payload).collection(slug).countDocuments()

  const codes = ({ problems }: ImportReport): [string, number | null, string | null][] =>
    problems.map(({ code, column, row }) => [code, row, column])

  beforeAll(async () => {
    app = await openPayloadWithFiles('import')

    const feed = { kind: 'feed', mode: 'live', timeZone: 'Asia/Shanghai' } as const

    await app.payload.create({ collection: 'channels', data: { ...feed, name: '小程序首页', slug: 'mini-home' } })
    await app.payload.create({ collection: 'channels', data: { ...feed, name: '社群', slug: 'group' } })
    await app.payload.create({ collection: 'campaigns', data: { name: '双十二', status: 'planned' } })
    await app.payload.create({ collection: 'kol-partners', data: { name: '林小满', type: 'kol' } })
  })

  afterAll(() => app.close())

  beforeEach(async () => {
    const db = databaseOf(app.payload)

    await Promise.all(
      ['posts', '_posts_versions', 'schedules', 'publications', 'media', 'collaborations'].map((name) =>
        db.collection(name).deleteMany({}),
      ),
    )
  })

  it('makes of each row a post that Payload reads as its own, and its schedule', async () => {
    const report = await run(
      toCsv([aRow({ KOL: '林小满', 正文: '## 三步\n\n- 洁面\n- **防晒**', 活动: '双十二', 话题: '#早八 #敏感肌' })]),
    )

    expect(report).toMatchObject({ created: 1, ok: true, problems: [] })

    const { docs: posts } = await app.payload.find({ collection: 'posts', depth: 1, draft: true })
    const { docs: schedules } = await app.payload.find({ collection: 'schedules', depth: 0 })

    expect(posts).toMatchObject([
      {
        _status: 'draft',
        body: { root: { children: [{ tag: 'h2', type: 'heading' }, { type: 'list' }] } },
        campaign: { name: '双十二' },
        collaboration: { title: '林小满 × 双十二' },
        slug: 'zao-ba-hu-fu',
        stage: 'draft',
        title: '早八护肤',
        topics: ['早八', '敏感肌'],
      },
    ])
    expect(schedules).toMatchObject([
      { post: posts[0]?.id, publishAt: `${TOMORROW}T15:30:00.000Z`, publishAt_tz: 'Asia/Shanghai', state: 'planned' },
    ])
  })

  it('stores what Payload itself would store', async () => {
    await run(toCsv([aRow({ 话题: '早八' })]))

    const db = databaseOf(app.payload)
    const [imported, version] = [
      await db.collection('posts').findOne(),
      await db.collection('_posts_versions').findOne(),
    ]
    const { id } = await app.payload.create({
      collection: 'posts',
      data: { kind: 'note', title: '早八护肤', topics: ['早八'] },
      draft: true,
    })
    const _id = new ObjectId(id)
    const [made, madeVersion] = [
      await db.collection('posts').findOne({ _id }),
      await db.collection('_posts_versions').findOne({ parent: _id }),
    ]
    const shape = (document: object | null): string[] =>
      Object.entries(document ?? {})
        .filter(([name]) => !name.startsWith('import'))
        .map(([name, value]) => `${name}:${Object.prototype.toString.call(value)}`)
        .sort()

    expect(shape(imported)).toEqual(expect.arrayContaining(shape(made)))
    expect(shape(version)).toEqual(shape(madeVersion))
  })

  it('writes nothing in a dry run', async () => {
    const report = await run(toCsv([aRow()]), { dryRun: true })

    expect(report).toMatchObject({ created: 1, dryRun: true, ok: true })
    expect(await count('posts')).toBe(0)
  })

  it('writes nothing when one row is wrong, and says which', async () => {
    const report = await run(toCsv([aRow(), aRow({ 标题: '另一篇', 渠道: '抖音' })]))

    expect(codes(report)).toEqual([['unknown-channel', 3, 'D']])
    expect(await count('posts')).toBe(0)
  })

  it('makes no double when it is run again', async () => {
    await run(toCsv([aRow(), aRow({ 标题: '第二篇' })]))

    expect(await run(toCsv([aRow(), aRow({ 标题: '第二篇' }), aRow({ 标题: '第三篇' })]))).toMatchObject({
      created: 1,
      skipped: 2,
      updated: 0,
    })
    expect(await count('posts')).toBe(3)
    expect(await count('schedules')).toBe(3)
  })

  it('moves and rewrites a post that keeps its key', async () => {
    await run(toCsv([aRow({ 编号: 'P1' })]))

    const report = await run(toCsv([aRow({ 时间: '23:45', 标题: '早八护肤(修订)', 编号: 'P1' })]))
    const { docs: posts } = await app.payload.find({ collection: 'posts', draft: true })
    const { docs: schedules } = await app.payload.find({ collection: 'schedules' })

    expect(report).toMatchObject({ created: 0, updated: 1 })
    expect(posts.map(({ slug, title }) => [slug, title])).toEqual([['zao-ba-hu-fu', '早八护肤(修订)']])
    expect(schedules.map(({ publishAt }) => publishAt)).toEqual([`${TOMORROW}T15:45:00.000Z`])
    expect(await count('_posts_versions')).toBe(2)
  })

  it('arms what the plan says is ready', async () => {
    await run(toCsv([aRow({ 状态: '待发布', 渠道: '小程序首页、社群' })]))

    const { docs } = await app.payload.find({ collection: 'publications' })

    expect(docs.map(({ state }) => state)).toEqual(['armed', 'armed'])
  })

  it('never changes what is armed, but skips it while the row stays as it was', async () => {
    await run(toCsv([aRow({ 状态: '待发布', 编号: 'P1' })]))

    expect(await run(toCsv([aRow({ 状态: '待发布', 编号: 'P1' })]))).toMatchObject({ ok: true, skipped: 1 })
    expect(codes(await run(toCsv([aRow({ 时间: '23:45', 状态: '待发布', 编号: 'P1' })])))).toEqual([
      ['already-armed', 2, null],
    ])
  })

  it('lets nobody arm who may not approve', async () => {
    expect(codes(await run(toCsv([aRow({ 状态: '待发布' })]), { canArm: false }))).toEqual([['may-not-arm', 2, null]])
  })

  it('stores a cover once for all rows that show it', async () => {
    await writeFile(path.join(app.directory, 'cover.jpg'), await aPicture({ height: 400, width: 400 }))
    await run(toCsv([aRow({ 封面: 'cover.jpg' }), aRow({ 封面: 'cover.jpg', 标题: '第二篇' })]))

    const { docs } = await app.payload.find({ collection: 'posts', depth: 1, draft: true })

    expect(await count('media')).toBe(1)
    expect(docs.map(({ cover }) => cover)).toMatchObject([{ height: 400 }, { height: 400 }])
  })

  it('refuses covers that are not there, no picture, outside of the folder, or not reachable', async () => {
    await writeFile(path.join(app.directory, 'text.jpg'), 'no picture')

    const names = ['nowhere.jpg', 'text.jpg', '../../etc/passwd', 'https://example.test/a.jpg']
    const report = await run(toCsv(names.map((封面, index) => aRow({ 封面, 标题: `第 ${index} 篇` }))))

    expect(codes(report)).toEqual([
      ['missing-cover', 2, 'H'],
      ['cover-unknown-type', 3, 'H'],
      ['missing-cover', 4, 'H'],
      ['missing-cover', 5, 'H'],
    ])
  })

  it('takes documents and files back when arming fails half-way', async () => {
    await writeFile(path.join(app.directory, 'other.jpg'), await aPicture({ height: 500, width: 500 }))

    const kept = await readdir(path.join(app.directory, 'media'))
    // Of a kind that no longer is installed: the plan cannot know, arming does.
    const broken = { kind: 'gone', mode: 'live', timeZone: 'Asia/Shanghai' }

    await databaseOf(app.payload)
      .collection('channels')
      .insertOne({ ...broken, name: '坏掉的', slug: 'broken' })

    const report = await run(
      toCsv([aRow({ 封面: 'other.jpg' }), aRow({ 标题: '第二篇', 状态: '待发布', 渠道: '坏掉的' })]),
    )

    await databaseOf(app.payload).collection('channels').deleteOne({ slug: 'broken' })
    expect(report.problems.map(({ row }) => row)).toContain(3)
    expect([await count('posts'), await count('schedules'), await count('media')]).toEqual([0, 0, 0])
    expect(await readdir(path.join(app.directory, 'media'))).toEqual(kept)
  })

  it('lets one of two imports at once win', async () => {
    const plan = toCsv([aRow()])
    const reports = await Promise.all([run(plan), run(plan)])

    expect(await count('posts')).toBe(1)
    expect(reports.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('reads the template, and imports nothing of its example', async () => {
    expect(codes(await run(await createTemplate()))).toEqual([['empty-plan', null, null]])
  })

  it('reads date and time cells of Excel, and counts blank rows', async () => {
    const date = { format: 'yyyy/mm/dd', type: Date, value: new Date(`${TOMORROW}T00:00:00Z`) }
    const time = { format: 'hh:mm', type: Number, value: 23.5 / 24 }
    const text = (value: string) => ({ type: String, value })
    const header = ['日期', '时间', '渠道', '标题'].map(text)
    const workbook = await writeWorkbook([
      header,
      [date, time, text('mini-home'), text('早八护肤')],
      [null, null, null, null],
      [date, time, text('mini-home'), null],
    ]).toBuffer()

    expect(codes(await run(workbook))).toEqual([['missing-title', 4, 'D']])
  })

  it('reads a CSV that a Chinese Excel wrote in GB18030', async () => {
    const gb = Buffer.from('yNXG2izKsbzkLMf+tcAsserM4g0K', 'base64')
    const row = Buffer.from(`${TOMORROW},23:30,mini-home,Morning routine\r\n`)

    expect(await run(Buffer.concat([gb, row]), { dryRun: true })).toMatchObject({ created: 1, ok: true })
  })

  it.each([
    ['a broken workbook', async () => (await createTemplate()).subarray(0, 3_000), 'broken-workbook'],
    ['an old workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-excel'],
    ['a picture', () => aPicture(), 'unknown-file'],
    ['an open quote', () => Buffer.from('日期,时间\n"2026,1'), 'broken-csv'],
    ['nothing', () => Buffer.alloc(0), 'empty-file'],
  ])('refuses %s', async (_title, make, code) => {
    expect(codes(await run(await make()))).toEqual([[code, null, null]])
  })

  it('imports 500 rows within the time of one transaction', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => aRow({ 正文: '# 标题\n\n正文', 标题: `第 ${index} 篇` }))

    expect(await run(toCsv(rows))).toMatchObject({ created: 500, ok: true })
    expect(await count('_posts_versions')).toBe(500)
  })

  it('is open to editors over HTTP, and to nobody else', async () => {
    const as = await signIn(app)
    const send = (who?: string) =>
      app.call('POST', '/import/plan?dryRun=true', { body: 'not a plan', ...(who && { as: who }) })

    expect((await send()).status).toBe(401)
    expect((await send(as.analyst)).status).toBe(403)
    expect(await send(as.editor)).toMatchObject({ body: { ok: false }, status: 400 })
  })
})
