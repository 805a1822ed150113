import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import { buildConfig, getPayload, type Payload } from 'payload'
import { afterEach, describe, expect, inject, it } from 'vitest'

import { drumbeat, type DrumbeatOptions } from '../../src/plugin/index.ts'
import { closeRoutes, routesOf } from '../../src/plugin/routes.ts'

let payload: Payload

afterEach(async () => {
  await closeRoutes(payload)
  await payload.db.connection.dropDatabase()
  await payload.destroy()
})

/** The first part of each route's path, in a host that chose these features. */
async function listSurfaces(key: string, features: DrumbeatOptions['features']): Promise<string[]> {
  const config = buildConfig({
    db: mongooseAdapter({ url: `${inject('mongoUri')}/${key}?replicaSet=drumbeat` }),
    editor: lexicalEditor(),
    plugins: [drumbeat(features === undefined ? {} : { features })],
    secret: 'a-secret-for-tests-only',
    telemetry: false,
  })

  payload = await getPayload({ config, key })

  return [...new Set(routesOf(payload).map(({ path }) => path.split('/')[1] ?? ''))].sort()
}

/** What platforms call back, and pictures by signed address. */
const ALWAYS = ['hooks', 'renditions']

describe('the routes of a host', () => {
  it('are all there unless it leaves a part out', async () => {
    expect(await listSurfaces('features_all', undefined)).toEqual([...ALWAYS, 'delivery', 'engagement', 'r'].sort())
  })

  it('lack delivery where it is left out', async () => {
    expect(await listSurfaces('features_engagement', { delivery: false })).toEqual(
      [...ALWAYS, 'engagement', 'r'].sort(),
    )
  })

  it('lack engagement where it is left out', async () => {
    expect(await listSurfaces('features_delivery', { engagement: false })).toEqual([...ALWAYS, 'delivery'].sort())
  })
})
