import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { handleEndpoints } from 'payload'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createS3Store } from '../../media/stores/s3Store.ts'
import { readBucket, readEnv } from '../../src/config/env.ts'
import { findAiLabel } from '../../src/domain/aiLabel.ts'
import { DAY } from '../../src/domain/duration.ts'
import type { ImportReport } from '../../src/domain/plan/report.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { findFileIn } from '../../src/import/covers.ts'
import { importPlan } from '../../src/import/importPlan.ts'
import type { Media } from '../../src/payload-types.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { aPhonePhoto, aScene } from '../media/pictures.ts'
import { itHonoursTheStoreContract } from '../media/stores/storeContract.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { startS3, type S3Server } from '../support/s3.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayloadWithFiles
let client: S3Client
let s3: S3Server

beforeAll(async () => {
  s3 = await startS3()
  Object.assign(process.env, {
    S3_ACCESS_KEY_ID: 'S3RVER',
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: s3.endpoint,
    S3_FORCE_PATH_STYLE: 'on',
    S3_SECRET_ACCESS_KEY: 'S3RVER',
  })
  client = new S3Client({
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    endpoint: s3.endpoint,
    forcePathStyle: true,
    region: 'us-east-1',
  })
  app = await openPayloadWithFiles('s3')
})

afterAll(async () => {
  await app.close()
  client.destroy()
  await s3.close()
})

const keys = async (): Promise<string[]> =>
  ((await client.send(new ListObjectsV2Command({ Bucket: s3.bucket }))).Contents ?? []).map(({ Key }) => Key ?? '')

async function store(data: Buffer, name: string) {
  return app.payload.create({
    collection: MEDIA,
    data: {},
    file: { data, mimetype: 'image/jpeg', name, size: data.length },
  })
}

describe('the store in a bucket', () => {
  itHonoursTheStoreContract(() => {
    const bucket = readBucket(readEnv())

    if (bucket === null) {
      throw new Error('There is no bucket')
    }

    return createS3Store(bucket)
  })
})

describe('a plan with covers, with a bucket', () => {
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10)
  const run = async (lines: string[]): Promise<ImportReport> =>
    importPlan({
      actor: null,
      canArm: true,
      clock: () => new Date(),
      data: Buffer.from(['日期,时间,渠道,标题,正文,封面,KOL,状态', ...lines].join('\r\n')),
      dryRun: false,
      fetch: () => Promise.reject(new Error('no network in tests')),
      findFile: findFileIn(app.directory),
      payload: app.payload,
    })
  beforeAll(async () => {
    await writeFile(path.join(app.directory, 'one.jpg'), await aScene('the first cover'))
    await writeFile(path.join(app.directory, 'two.jpg'), await aScene('the second cover'))
    await app.payload.create({
      collection: 'channels',
      data: { kind: 'feed', mode: 'live', name: '小程序首页', slug: 'mini-home', timeZone: 'Asia/Shanghai' },
    })
    await app.payload.create({ collection: 'kol-partners', data: { name: '林小满', type: 'kol' } })
  })

  it('puts each cover into the bucket once, in every size, and none on this machine', async () => {
    const before = await keys()
    const report = await run([
      `${tomorrow},20:30,小程序首页,第一篇,正文,one.jpg,,`,
      `${tomorrow},21:30,小程序首页,第二篇,正文,one.jpg,,`,
      `${tomorrow},22:30,小程序首页,第三篇,正文,two.jpg,,`,
    ])
    const { docs } = await app.payload.find({ collection: 'posts', depth: 1, sort: 'createdAt' })
    const covers = docs.map(({ cover }) => cover as Media)

    expect(report).toMatchObject({ created: 3, ok: true })
    expect(new Set(covers.map(({ id }) => id)).size).toBe(2)

    const names = covers.flatMap(({ filename, sizes }) => [filename, sizes?.card?.filename])

    expect(await keys()).toEqual(expect.arrayContaining(names))
    expect((await keys()).length).toBeGreaterThan(before.length + 2)
    expect((await readdir(path.join(app.directory, 'media')).catch(() => [])).length).toBe(0)
  })

  it('leaves nothing in the bucket when the plan is refused after all', async () => {
    await writeFile(path.join(app.directory, 'three.jpg'), await aScene('the third cover'))
    const before = await keys()
    const selling = '下单：https://shop.example/a'

    const report = await run([`${tomorrow},20:00,小程序首页,第四篇,${selling},three.jpg,林小满,待发布`])

    expect(report).toMatchObject({ created: 0, ok: false, problems: [{ code: 'refused', row: 2 }] })
    expect((await keys()).sort()).toEqual(before.sort())
    expect(await app.payload.count({ collection: MEDIA })).toEqual({ totalDocs: 2 })
  })
})

describe('an upload with a bucket', () => {
  it('is labelled there, in every size, when it is declared later to be made with AI', async () => {
    const { filename, id, sizes } = await store(await aScene('declared later'), 'declared.jpg')
    const before = await keys()

    await app.payload.update({ id, collection: MEDIA, data: { aiGenerated: true } })

    for (const Key of [filename, ...Object.values(sizes ?? {}).map((size) => size.filename)].filter((name) => !!name)) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: Key ?? '' }))
      const { xmpAsString } = await sharp(Buffer.from((await Body?.transformToByteArray()) ?? [])).metadata()

      expect([Key, findAiLabel(xmpAsString)]).toEqual([Key, '2'])
    }

    expect((await keys()).sort()).toEqual(before.sort())
  })

  it('lies in the bucket in every size, cleaned, and not on this machine', async () => {
    const { filename, sizes } = await store(await aPhonePhoto(), 'photo.jpg')
    const names = [filename, ...Object.values(sizes ?? {}).map((size) => size.filename)].filter(Boolean)
    const { Body } = await client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: filename ?? '' }))

    expect(names.length).toBeGreaterThan(3)
    expect(await keys()).toEqual(expect.arrayContaining(names))
    expect((await sharp(Buffer.from((await Body?.transformToByteArray()) ?? [])).metadata()).exif).toBeUndefined()
    expect((await readdir(path.join(app.directory, 'media')).catch(() => [])).length).toBe(0)
  })

  it('is served by Payload to the team, and not to strangers before its release', async () => {
    const { filename } = await store(await aScene('a secret'), 'secret.jpg')
    const { editor } = await signIn(app)
    const { default: config } = await import('../../payload.config.ts')
    const fetchAs = (headers: Record<string, string>) =>
      handleEndpoints({ config, request: new Request(`http://localhost/api/media/file/${filename}`, { headers }) })

    expect((await fetchAs({})).status).toBe(403)
    expect((await fetchAs({ authorization: editor })).status).toBe(200)
  })

  it('goes into renditions, which lie in the bucket too', async () => {
    const { id } = await store(await aPhonePhoto(), 'for-weibo.jpg')
    const [rendition] = await servicesOf(app.payload).renditions.renditionsFor({ media: [id], preset: 'weibo' })

    expect((await sharp(Buffer.from(rendition?.data ?? [])).metadata()).width).toBe(1500)
    expect((await keys()).filter((key) => key.startsWith(`renditions/${id}/`))).toHaveLength(1)
  })

  it('leaves the bucket with its medium', async () => {
    const { filename, id } = await store(await aScene('short'), 'short.jpg')

    await app.payload.delete({ id, collection: MEDIA })

    expect(await keys()).not.toContain(filename)
  })
})
