import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import { en } from '@payloadcms/translations/languages/en'
import { zh } from '@payloadcms/translations/languages/zh'
import { buildConfig, type CollectionConfig, getPayload, handleEndpoints } from 'payload'
import { inject } from 'vitest'

import { drumbeat, type DrumbeatOptions } from '../../src/plugin/index.ts'
import { closeRoutes } from '../../src/plugin/routes.ts'
import type { Answer, OpenPayload } from './openPayload.ts'

interface OpenHostArgs {
  collections?: CollectionConfig[]
  database: string
  options: DrumbeatOptions
}

let opened = 0

/** A Payload app of somebody else with the plugin in it; several may be open on one database, one after another. */
export async function openHost({ collections = [], database, options }: OpenHostArgs): Promise<OpenPayload> {
  const key = `${database}_${(opened += 1)}`
  const config = buildConfig({
    collections,
    db: mongooseAdapter({ url: `${inject('mongoUri')}/${database}?replicaSet=drumbeat` }),
    editor: lexicalEditor(),
    i18n: { fallbackLanguage: 'en', supportedLanguages: { en, zh } },
    plugins: [drumbeat(options)],
    secret: 'a-secret-for-tests-only',
    telemetry: false,
  })
  const payload = await getPayload({ config, key })

  payload.logger.level = 'silent'

  return {
    async call(method, path, { as, body, language = 'en' } = {}) {
      const response = await handleEndpoints({
        config,
        payloadInstanceCacheKey: key,
        request: new Request(`http://localhost/api${path}`, {
          headers: {
            'accept-language': language,
            host: 'localhost',
            ...(as === undefined ? {} : { authorization: as }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      })
      const text = await response.text()

      return { body: (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'], status: response.status }
    },
    async close() {
      await closeRoutes(payload)
      await payload.destroy()
    },
    payload,
  }
}
