import { createRequire } from 'node:module'

import { buildFormState } from '@payloadcms/ui/utilities/buildFormState'
import { configToSchema } from '@payloadcms/graphql'
import type { graphql as execute, GraphQLSchema } from 'graphql'
import { createLocalReq, type CollectionSlug, type PayloadRequest } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createFixtures, type Fixtures } from '../support/fixtures.ts'
import { MATRIX } from '../support/accessMatrix.ts'
import { openPayload, type OpenPayload } from '../support/openPayload.ts'

// Vite would take graphql's second build, whose classes Payload's schema does not know.
const { graphql } = createRequire(import.meta.url)('graphql') as { graphql: typeof execute }

const SLUGS = Object.keys(MATRIX) as CollectionSlug[]

let app: OpenPayload
let fixtures: Fixtures
let req: PayloadRequest
let schema: GraphQLSchema

beforeAll(async () => {
  app = await openPayload('interfaces')
  fixtures = createFixtures(app)
  schema = configToSchema(app.payload.config).schema

  const admin = await app.payload.create({
    collection: 'users',
    data: { email: 'admin@drumbeat.test', password: 'correct-horse-battery' },
  })

  // Components are for browsers; the forms' state is built without them.
  app.payload.importMap = {}
  req = await createLocalReq({ user: { ...admin, collection: 'users' } }, app.payload)
})

afterAll(() => app.close())

describe('the admin', () => {
  it.each(SLUGS)('builds the forms of a new and of a stored document of %s', async (slug) => {
    const id = await fixtures.one(slug)

    for (const document of [{ operation: 'create' }, { id, operation: 'update' }] as const) {
      const result = await buildFormState({
        ...document,
        collectionSlug: slug,
        docPermissions: { create: true, delete: true, fields: true, read: true, update: true } as never,
        docPreferences: { fields: {} },
        renderAllFields: true,
        req,
        schemaPath: slug,
        skipValidation: true,
      })

      expect(result).toHaveProperty('state')
    }
  })
})

describe('GraphQL', () => {
  it.each(SLUGS)('lists %s', async (slug) => {
    await fixtures.one(slug)

    const result = await graphql({
      contextValue: { headers: {}, req },
      schema,
      source: `{ ${listOf(slug)} { docs { id } } }`,
    })

    expect(result.errors).toBeUndefined()
  })
})

/** The name of the query that lists a collection; Payload makes it from the plural, and "media" has none. */
const listOf = (slug: string): string =>
  slug === 'media'
    ? 'allMedia'
    : slug.replace(/(^|-)([a-z])/g, (_match, _hyphen, letter: string) => letter.toUpperCase())
