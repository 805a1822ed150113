import type { RenditionStore } from './renditionStore.ts'

export interface S3Options {
  accessKeyId: string
  bucket: string
  /** Of a compatible server; AWS unless given. */
  endpoint?: string | undefined
  /** True for servers that have the bucket in the path and not in the host's name. */
  forcePathStyle: boolean
  region: string
  secretAccessKey: string
}

const PREFIX = 'renditions/'

/** Renditions in a bucket, under `renditions/`. The library is loaded with the first picture, so that others do without. */
export function createS3Store({ bucket, ...options }: S3Options): RenditionStore {
  let opened: ReturnType<typeof connect> | undefined
  const open = () => (opened ??= connect(options))

  return {
    async read(key) {
      const { client, sdk } = await open()

      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: PREFIX + key }))

        return Body === undefined ? null : Buffer.from(await Body.transformToByteArray())
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) {
          return null
        }

        throw error
      }
    },
    async write(key, data, mimeType) {
      const { client, sdk } = await open()

      await client.send(
        new sdk.PutObjectCommand({ Body: data, Bucket: bucket, ContentType: mimeType, Key: PREFIX + key }),
      )
    },
  }
}

async function connect({ accessKeyId, endpoint, forcePathStyle, region, secretAccessKey }: Omit<S3Options, 'bucket'>) {
  const sdk = await import('@aws-sdk/client-s3')
  const client = new sdk.S3Client({
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle,
    region,
    // Compatible servers do not all know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint !== undefined && { endpoint }),
  })

  return { client, sdk }
}
