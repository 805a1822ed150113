import { randomUUID } from 'node:crypto'

import { MongoClient, ObjectId } from 'mongodb'

import { ensureIndexes } from '../../src/database/indexes.ts'
import { UnauthorizedError } from '../../src/domain/errors.ts'
import type { Principal, RouteRequest, RouteResponse } from '../../src/domain/http.ts'
import * as slugs from '../../src/domain/slugs.ts'
import { createEngagement } from '../../src/engagement/engagement.ts'

/** Documents of one campaign: a post that went out on two channels, and a short link to the first. */
export interface Fixture {
  campaign: string
  challenge: string
  channels: [string, string]
  code: string
  link: string
  post: string
  publications: [string, string]
}

export interface CallArgs {
  body?: string
  headers?: Record<string, string>
  ip?: string
  method?: string
}

/** Engagement on a database of its own, without a server in front; the key `shop` may write, `site` may only read. */
export async function openEngagement(mongoUri: string) {
  const client = new MongoClient(mongoUri, { directConnection: false, monitorCommands: true, replicaSet: 'drumbeat' })
  const db = client.db(`engagement_${randomUUID().slice(0, 8)}`)
  const errors: unknown[] = []
  const commands: string[] = []

  client.on('commandStarted', ({ commandName }) => commands.push(commandName))
  await ensureIndexes(db)
  const fixture = await insertFixture(client, db.databaseName)
  const open = () =>
    createEngagement({
      client,
      clock: () => new Date(),
      db,
      onError: (error) => errors.push(error),
      timeZone: 'Asia/Shanghai',
    })
  const engagement = open()
  const routes = engagement.routes(authenticate)

  return {
    call: (url: string, args: CallArgs = {}) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost')
      const route = routes.find(({ method, path }) => {
        const isPath = path === pathname || (path === '/r/:code' && pathname.startsWith('/r/'))

        return isPath && method === (args.method === 'HEAD' ? 'GET' : (args.method ?? 'GET'))
      })

      return Promise.resolve(
        route?.handle(aRequest({ ...args, pathname, query: searchParams })),
      ) as Promise<RouteResponse>
    },
    client,
    close: async () => {
      await engagement.close()
      await db.dropDatabase()
      await client.close()
    },
    commands,
    db,
    engagement,
    errors,
    fixture,
    open,
  }
}

const KEYS: Record<string, Principal> = {
  shop: { id: 'shop', channels: [], kind: 'api-client', scopes: ['engagement:write'] },
  site: { id: 'site', channels: [], kind: 'api-client', scopes: ['delivery:read'] },
}

function authenticate({ header }: RouteRequest): Promise<Principal | null> {
  const key = header('authorization')?.replace('api-clients API-Key ', '')
  const principal = key === undefined ? null : KEYS[key]

  return principal === undefined ? Promise.reject(new UnauthorizedError('Unknown key.')) : Promise.resolve(principal)
}

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50'

function aRequest({
  body = '',
  headers = {},
  ip = '192.0.2.1',
  method = 'GET',
  pathname,
  query,
}: CallArgs & { pathname: string; query: URLSearchParams }): RouteRequest {
  const given: Record<string, string> = { 'user-agent': PHONE, ...headers }

  return {
    body: new TextEncoder().encode(body),
    header: (name) => given[name.toLowerCase()],
    ip,
    method,
    params: { code: decodeURIComponent(pathname.split('/').at(-1) ?? '') },
    query,
  }
}

async function insertFixture(client: MongoClient, database: string): Promise<Fixture> {
  const db = client.db(database)
  const [campaign, challenge, channel, other, link, post] = Array.from({ length: 6 }, () => new ObjectId()) as [
    ObjectId,
    ObjectId,
    ObjectId,
    ObjectId,
    ObjectId,
    ObjectId,
  ]
  const publications: [string, string] = [`${post.toHexString()}00000001`, `${post.toHexString()}00000002`]
  const rows = [channel, other].map((on, place) => ({
    _id: publications[place],
    campaign,
    channel: on,
    dueAt: new Date(),
    post,
  }))

  await db.collection(slugs.CAMPAIGNS).insertOne({ _id: campaign })
  await db.collection(slugs.CHALLENGES).insertOne({ _id: challenge })
  await db.collection(slugs.CHANNELS).insertMany([{ _id: channel }, { _id: other }])
  await db.collection(slugs.POSTS).insertOne({ _id: post, campaign, challenge, title: { zh: '春日口红' } })
  await db.collection<{ _id?: string }>(slugs.PUBLICATIONS).insertMany(rows as { _id: string }[])
  await db.collection(slugs.LINKS).insertOne({
    _id: link,
    code: 'spring',
    enabled: true,
    publication: publications[0],
    url: 'https://shop.example/lipstick',
    utm: { source: 'wechat' },
  })

  return {
    campaign: campaign.toHexString(),
    challenge: challenge.toHexString(),
    channels: [channel.toHexString(), other.toHexString()],
    code: 'spring',
    link: link.toHexString(),
    post: post.toHexString(),
    publications,
  }
}
