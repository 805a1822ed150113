import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import { en } from '@payloadcms/translations/languages/en'
import { zh } from '@payloadcms/translations/languages/zh'
import { buildConfig } from 'payload'
import sharp from 'sharp'

import { readEnv } from './src/config/env.ts'
import { USERS } from './src/domain/slugs.ts'
import { drumbeat } from './src/plugin/index.ts'

const here = path.dirname(fileURLToPath(import.meta.url))
const env = readEnv()

export default buildConfig({
  admin: { dateFormat: 'yyyy-MM-dd HH:mm', importMap: { baseDir: here }, user: USERS },
  db: mongooseAdapter({ url: env.DATABASE_URI ?? 'mongodb://127.0.0.1:27017/drumbeat?replicaSet=drumbeat' }),
  editor: lexicalEditor(),
  i18n: { fallbackLanguage: 'zh', supportedLanguages: { en, zh } },
  plugins: [drumbeat()],
  secret: env.PAYLOAD_SECRET ?? 'only-for-building-never-for-serving',
  sharp,
  telemetry: false,
  typescript: { autoGenerate: false, outputFile: path.resolve(here, 'src/payload-types.ts') },
})
