import { createHmac, randomUUID } from 'node:crypto'

import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { type Authenticate, createAuthenticator } from '../../src/access/authenticator.ts'
import { createChangeFeed } from '../../src/database/changeFeed.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { ChangeFeed } from '../../src/domain/changeFeed.ts'
import { API_CLIENTS } from '../../src/domain/slugs.ts'
import { openPayload, type OpenPayload } from '../support/openPayload.ts'
import { signIn } from '../support/signIn.ts'

let app: OpenPayload
let authenticate: Authenticate
let changes: ChangeFeed
let people: Record<string, string>

const clients = () => databaseOf(app.payload).collection(API_CLIENTS)

const ask = (headers: Record<string, string>) => authenticate({ header: (name) => headers[name] })

const withKey = (key: string) => ask({ authorization: `api-clients API-Key ${key}` })

async function aClient(given: Record<string, unknown> = {}): Promise<{ id: string; key: string }> {
  const key = randomUUID()
  const { id } = await app.payload.create({
    collection: API_CLIENTS,
    data: { name: randomUUID(), apiKey: key, enableAPIKey: true, scopes: ['delivery:read'], ...given },
  })

  return { id, key }
}

beforeAll(async () => {
  app = await openPayload('authenticator')
  changes = createChangeFeed({ db: databaseOf(app.payload), watched: [{ collection: API_CLIENTS }] })
  authenticate = createAuthenticator({ changes, payload: app.payload })
  people = await signIn(app)
  await vi.waitUntil(() => changes.isLive(), { timeout: 10_000 })
})

afterAll(async () => {
  await changes.close()
  await app.close()
})

describe('authenticator', () => {
  it('knows a client by its key, with its channels and scopes', async () => {
    const channel = new ObjectId().toHexString()
    const { id, key } = await aClient()

    await clients().updateOne({ _id: new ObjectId(id) }, { $set: { channels: [new ObjectId(channel)] } })

    await vi.waitFor(async () => {
      expect(await withKey(key)).toEqual({ id, channels: [channel], kind: 'api-client', scopes: ['delivery:read'] })
    })
  })

  it('knows keys that were filed by SHA-1, as Payload did before 3.46', async () => {
    const { id, key } = await aClient()
    const apiKeyIndex = createHmac('sha1', app.payload.secret).update(key).digest('hex')

    await clients().updateOne({ _id: new ObjectId(id) }, { $set: { apiKeyIndex } })

    expect(await withKey(key)).toMatchObject({ id })
  })

  it.each([
    ['a key of nobody', 'api-clients API-Key nothing'],
    ['an empty key', 'api-clients API-Key '],
    ['a key with an operator in it', 'api-clients API-Key {"$gt":""}'],
    ['a token that is none', 'JWT nothing'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['a header of absurd length', `api-clients API-Key ${'x'.repeat(10_000)}`],
  ])('refuses %s', async (_title, authorization) => {
    await expect(ask({ authorization })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it.each([
    ['is switched off', { enabled: false }],
    ['is in the trash', { deletedAt: new Date() }],
    ['lost its key', { apiKeyIndex: null }],
    ['had its key disabled', { enableAPIKey: false }],
  ])('refuses a client within a second after it %s, though it was just known', async (_title, change) => {
    const { id, key } = await aClient()

    await expect(withKey(key)).resolves.toMatchObject({ id })
    await clients().updateOne({ _id: new ObjectId(id) }, { $set: change })
    await vi.waitFor(() => expect(withKey(key)).rejects.toMatchObject({ code: 'UNAUTHORIZED' }), {
      interval: 20,
      timeout: 1_000,
    })
  })

  it('knows a person by the token of the admin', async () => {
    expect(await ask({ authorization: people['editor'] ?? '' })).toMatchObject({ kind: 'user', roles: ['editor'] })
  })

  it('knows a person by the cookie of the admin', async () => {
    const token = (people['analyst'] ?? '').replace('JWT ', '')

    expect(await ask({ cookie: `payload-token=${token}` })).toMatchObject({ kind: 'user', roles: ['analyst'] })
  })

  it('takes a stale cookie, which browsers send by themselves, for nobody', async () => {
    expect(await ask({ cookie: 'payload-token=stale' })).toBeNull()
    expect(await ask({})).toBeNull()
  })
})
