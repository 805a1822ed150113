import { createHash } from 'node:crypto'

import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { kuaishouKind } from '../../src/channels/kuaishou/createKuaishouChannel.ts'
import { qqBotKind } from '../../src/channels/qq-bot/createQqBotChannel.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSecretBox } from '../../src/channels/secretBox.ts'
import { canonicalJson } from '../../src/channels/snapshot/canonicalJson.ts'
import { createTokenKeeper } from '../../src/channels/tokens/createTokenKeeper.ts'
import { CHANNEL_TOKENS, createMongoTokenStore } from '../../src/channels/tokens/mongoTokenStore.ts'
import type { OpenTokens } from '../../src/domain/accessTokens.ts'
import type { ChannelAccount, ChannelKind } from '../../src/domain/channelAdapter.ts'
import { DAY, HOUR, MIB, SECOND } from '../../src/domain/duration.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { kuaishou } from '../../src/sandbox/platforms/kuaishou.ts'
import { qqBot } from '../../src/sandbox/platforms/qq-bot.ts'
import { anAccount, channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'

const secrets = createSecretBox({ secret: 'a-secret-for-tests-only' })
const signal = new AbortController().signal
let client: MongoClient
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('channel_tokens_test')
})

beforeEach(() => db.dropDatabase())
afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

const storeOf = (changes: Partial<ChannelAccount> = {}) =>
  createMongoTokenStore({ account: anAccount(changes), db: () => db, scope: { settings: ['baseUrl'] }, secrets })

const aToken = (value: string) => ({
  expiresAt: new Date(Date.now() + 2 * HOUR),
  issuedAt: new Date(),
  refreshExpiresAt: new Date(Date.now() + 30 * DAY),
  refreshToken: 'refresh-me',
  value,
})

describe('createMongoTokenStore', () => {
  it('keeps a token sealed, and gives it back', async () => {
    const token = aToken('plain-access-token')

    expect(await storeOf().read()).toBeNull()
    await (await storeOf().lock())?.write(token)

    expect(await storeOf().read()).toEqual(token)
    expect(JSON.stringify(await db.collection(CHANNEL_TOKENS).find().toArray())).not.toMatch(
      /plain-access-token|refresh-me/,
    )
  })

  it.each([
    ['credentials', { credentials: { appSecret: 'another' } }],
    ['another base address', { settings: { baseUrl: 'https://other.example' } }],
    ['a rehearsal', { mode: 'rehearsal' }],
  ] as const)('has no token for %s that it was not fetched with', async (_title, changes) => {
    await (await storeOf().lock())?.write(aToken('one'))

    expect(await storeOf(changes).read()).toBeNull()
  })

  it('keeps the token when a setting changes that it is not bound to', async () => {
    await (await storeOf({ settings: { category: '1' } }).lock())?.write(aToken('one'))

    expect(await storeOf({ settings: { category: '2' } }).read()).toMatchObject({ refreshToken: 'refresh-me' })
  })

  it('binds it to every setting where the adapter names none', async () => {
    const of = (category: string) =>
      createMongoTokenStore({ account: anAccount({ settings: { category } }), db: () => db, secrets })

    await (await of('1').lock())?.write(aToken('one'))

    expect([await of('1').read(), await of('2').read()]).toMatchObject([{ value: 'one' }, null])
  })

  it('has the token of a live channel still after a rehearsal, and that of the rehearsal too', async () => {
    await (await storeOf().lock())?.write(aToken('live'))
    await (await storeOf({ mode: 'rehearsal' }).lock())?.write(aToken('rehearsed'))

    expect(await storeOf().read()).toMatchObject({ value: 'live' })
    expect(await storeOf({ mode: 'paused' }).read()).toMatchObject({ value: 'live' })
    expect(await storeOf({ mode: 'rehearsal' }).read()).toMatchObject({ value: 'rehearsed' })
  })

  describe('after an upgrade', () => {
    const settings = { baseUrl: 'https://platform.example', category: '4' }
    const credentials = { refreshToken: 'used up by the first renewal' }
    const upgraded = (changes: Partial<ChannelAccount> = {}) => storeOf({ credentials, settings, ...changes })
    const rows = () => db.collection<{ _id: string; sealed: string }>(CHANNEL_TOKENS)

    /** A row as it was when all settings and the mode counted, and an account had one. */
    const keepInTheOldWay = async (mode: ChannelAccount['mode']): Promise<void> => {
      const { id, kind } = anAccount()
      const of = createHash('sha256').update(canonicalJson({ credentials, kind, mode, settings })).digest('hex')

      await rows().insertOne({ _id: id, sealed: secrets.seal(JSON.stringify({ ...aToken('kept'), of })) })
    }

    it.each([
      ['live', 'live'],
      ['live', 'paused'],
      ['paused', 'live'],
    ] as const)('has what was kept in the old way while %s, now that it is %s', async (before, now) => {
      await keepInTheOldWay(before)

      expect(await upgraded({ mode: now }).read()).toMatchObject({ refreshToken: 'refresh-me', value: 'kept' })
      await (await upgraded({ mode: now }).lock())?.release()
      expect(await upgraded({ mode: now }).read()).toMatchObject({ value: 'kept' })
    })

    it.each([
      ['a rehearsal', 'live', { mode: 'rehearsal' }],
      ['a live account', 'rehearsal', {}],
      ['other credentials', 'live', { credentials: { refreshToken: 'another' } }],
      ['another address', 'live', { settings: { ...settings, baseUrl: 'https://other.example' } }],
    ] as const)('has nothing of it for %s that it was not fetched with', async (_title, before, changes) => {
      await keepInTheOldWay(before)

      expect(await upgraded(changes).read()).toBeNull()
    })

    it('keeps the next one in the new way, whatever else is set then', async () => {
      await keepInTheOldWay('live')
      await (await upgraded().lock())?.write(aToken('renewed'))

      expect(await upgraded({ settings: { ...settings, category: '5' } }).read()).toMatchObject({ value: 'renewed' })
      expect(await rows().countDocuments()).toBe(1)
    })
  })

  describe('after the secret was lost', () => {
    const later = createSecretBox({ secret: 'the secret that took its place' })
    const outbound = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })

    /** The adapter of an account whose credentials can be opened by `box`. */
    const connected = (kind: ChannelKind, url: string, box: SecretBox) => {
      const { credentials, settings } = kind.rehearseAt!({ settings: {}, token: STAND_IN_TOKEN, url })
      const account = anAccount({ credentials, limits: { capabilities: { activePush: true } }, settings })
      const clock = () => new Date()
      const tokens: OpenTokens = (fetchToken, scope) =>
        createTokenKeeper({
          clock,
          fetchToken,
          store: createMongoTokenStore({ account, db: () => db, scope, secrets: box }),
        })

      return kind.create(channelOptions({ account, clock, fetch: outbound, tokens }))
    }

    it('sends by the credentials that were entered again, and keeps what they give', async () => {
      const platform = await startStandIn(qqBot)

      try {
        await connected(qqBotKind, platform.url, secrets).checkLive!({ signal })

        const adapter = connected(qqBotKind, platform.url, later)
        const post = aPost({ cover: null, gallery: [] })
        const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null })

        expect(await adapter.commit({ content, handles: {}, publicationId: 'p1', signal })).toMatchObject({
          state: 'published',
        })
        expect(platform.posts()).toHaveLength(1)

        const rows = await db.collection<{ lockedBy: null; sealed: string }>(CHANNEL_TOKENS).find().toArray()

        expect(rows.map(({ lockedBy, sealed }) => [lockedBy, later.isCurrent(sealed)])).toEqual([[null, true]])
      } finally {
        await platform.close()
      }
    })

    it('asks for a new connection where the refresh token that was entered is used up', async () => {
      const platform = await startStandIn(kuaishou)

      try {
        await connected(kuaishouKind, platform.url, secrets).checkLive!({ signal })

        // The platform has given another in its place, and with the secret that one was lost.
        await expect(connected(kuaishouKind, platform.url, later).checkLive!({ signal })).rejects.toMatchObject({
          errorClass: 'reauth-user',
          says: { code: 'CHANNEL_REAUTH_USER', values: { channel: 'Kuaishou', detail: 'refresh token is invalid' } },
        })
        expect(await storeOf().lock()).not.toBeNull()
      } finally {
        await platform.close()
      }
    })
  })

  it('lets one hold the lock until it is released', async () => {
    const locks = await Promise.all(Array.from({ length: 10 }, () => storeOf().lock()))
    const held = locks.filter((lock) => lock !== null)

    expect(held).toHaveLength(1)
    await held[0]?.release()
    expect(await storeOf().lock()).not.toBeNull()
  })

  it('frees the lock of a worker that died', async () => {
    await storeOf().lock()
    await db.collection(CHANNEL_TOKENS).updateOne({}, { $set: { lockedUntil: new Date(Date.now() - SECOND) } })

    expect(await storeOf().lock()).not.toBeNull()
  })

  it('lets nobody write whose lock went to another', async () => {
    const late = await storeOf().lock()

    await db.collection(CHANNEL_TOKENS).updateOne({}, { $set: { lockedUntil: new Date(Date.now() - SECOND) } })
    expect(await (await storeOf().lock())?.write(aToken('newer'))).toBe(true)
    expect(await late?.write(aToken('older'))).toBe(false)

    expect(await storeOf().read()).toMatchObject({ value: 'newer' })
  })

  it.each([
    ['nothing was kept before', null],
    ['an older one was kept', aToken('old')],
  ])('keeps what came late all the same while the other has kept none, and %s', async (_title, before) => {
    if (before !== null) {
      await (await storeOf().lock())?.write(before)
    }

    const late = await storeOf().lock()

    await db.collection(CHANNEL_TOKENS).updateOne({}, { $set: { lockedUntil: new Date(Date.now() - SECOND) } })

    const other = await storeOf().lock()

    expect(await late?.write(aToken('late'))).toBe(true)
    expect(await storeOf().read()).toMatchObject({ value: 'late' })
    // The lock is the other's still.
    expect(await storeOf().lock()).toBeNull()
    await other?.release()
  })

  it('has twenty workers ask the platform once', async () => {
    let asked = 0
    const used = await Promise.all(
      Array.from({ length: 20 }, () =>
        createTokenKeeper({
          clock: () => new Date(),
          fetchToken: () => {
            asked += 1

            return Promise.resolve({ expiresAt: new Date(Date.now() + HOUR), value: `token-${asked}` })
          },
          store: storeOf(),
        }).use(signal, (token) => Promise.resolve(token)),
      ),
    )

    expect(new Set(used)).toEqual(new Set(['token-1']))
    expect(asked).toBe(1)
  })
})
