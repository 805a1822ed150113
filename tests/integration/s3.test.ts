import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { handleEndpoints } from 'payload'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createS3Store } from '../../media/stores/s3Store.ts'
import { readBucket, readEnv } from '../../src/config/env.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
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

describe('an upload with a bucket', () => {
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
