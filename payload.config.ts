import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import { en } from '@payloadcms/translations/languages/en'
import { zh } from '@payloadcms/translations/languages/zh'
import { buildConfig, type Plugin } from 'payload'
import sharp from 'sharp'

import { type Bucket, provideEnv, readBucket, readEnv } from './src/config/env.ts'
import { MEDIA, USERS } from './src/domain/slugs.ts'
import { drumbeat } from './src/plugin/index.ts'

const here = path.dirname(fileURLToPath(import.meta.url))
const env = readEnv()
const bucket = readBucket(env)

// The storage package comes a patch later than Payload; npm's `overrides` hold the versions instead of this check.
provideEnv({ PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true' })

export default buildConfig({
  admin: { dateFormat: 'yyyy-MM-dd HH:mm', importMap: { baseDir: here }, user: USERS },
  db: mongooseAdapter({ url: env.DATABASE_URI ?? 'mongodb://127.0.0.1:27017/drumbeat?replicaSet=drumbeat' }),
  editor: lexicalEditor(),
  i18n: { fallbackLanguage: 'zh', supportedLanguages: { en, zh } },
  plugins: [drumbeat(), ...(bucket === null ? [] : [uploadsIn(bucket)])],
  secret: env.PAYLOAD_SECRET ?? 'only-for-building-never-for-serving',
  sharp,
  telemetry: false,
  typescript: { autoGenerate: false, outputFile: path.resolve(here, 'src/payload-types.ts') },
})

/**
 * Uploads go to the bucket and are still served by Payload, which asks who may see them.
 *
 * The storage package is loaded only here: without a bucket nobody waits for the client of S3.
 */
function uploadsIn({ accessKeyId, bucket: name, endpoint, forcePathStyle, region, secretAccessKey }: Bucket): Plugin {
  return async (config) => {
    const { s3Storage } = await import('@payloadcms/storage-s3')
    const store = s3Storage({
      bucket: name,
      collections: { [MEDIA]: true },
      config: {
        credentials: { accessKeyId, secretAccessKey },
        forcePathStyle,
        region,
        // Compatible servers do not all know the newer checksums.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        ...(endpoint !== undefined && { endpoint }),
      },
    })

    return store(config)
  }
}
