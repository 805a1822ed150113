import { createHash, randomUUID } from 'node:crypto'

import express, { type Request, type Response, Router } from 'express'

import { HOUR, MIB, MINUTE, SECOND } from '../../domain/duration.ts'
import { countText } from '../../domain/textLength.ts'
import { textOf } from '../../channels/richText/richTextNode.ts'
import { accountOf } from '../bearer.ts'
import { type StandIn, type StandInContext, underFault } from '../standIn.ts'

const MAX_GRAPHEMES = 300
const MAX_BYTES = 3_000
const MAX_IMAGE_BYTES = 1_000_000
const TID = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/

/** A PDS (https://docs.bsky.app/docs/category/http-reference) as far as the adapter calls it. */
export const bluesky: StandIn = {
  kind: 'bluesky',
  createRouter,
  doesNotStandFor: {
    en: 'The network behind the server, labels and moderation, points of the rate limit, video, and real signatures of tokens.',
    zh: '不模拟：服务器之外的网络、标签与审核、限额计分、视频以及令牌的真实签名。',
  },
  faults: ['off', 'slow', 'error', 'throttle', 'token-expired', 'drop', 'accept-504'],
}

function createRouter(context: StandInContext): Router {
  const router = Router({ mergeParams: true })
  const xrpc = Router({ mergeParams: true })
  const { objects } = context

  router.use('/xrpc', xrpc)

  xrpc.post('/com.atproto.server.createSession', express.json(), async (request, response) => {
    const { password = '' } = request.body as { password?: string }

    if (context.isToken(password)) {
      response.json(await openSession(context, request, false))
    } else {
      fail(response, 401, 'AuthenticationRequired', 'Invalid identifier or password')
    }
  })

  xrpc.post('/com.atproto.server.refreshSession', async (request, response) => {
    const session = await findSession(context, request, 'refresh')

    if (session === null) {
      fail(response, 400, 'ExpiredToken', 'Token has been revoked')
    } else {
      await objects.remove(accountOf(request), 'session', session.id)
      response.json(await openSession(context, request, true))
    }
  })

  xrpc.use(async (request, response, next) => {
    const session = await findSession(context, request, 'access')

    if (session === null) {
      fail(response, 400, 'InvalidToken', 'Token could not be verified')
    } else {
      response.locals['isRenewed'] = session.value['isRenewed']
      next()
    }
  })

  xrpc.get('/com.atproto.server.getSession', (request, response) =>
    response.json({ active: true, did: didOf(request), handle: `${accountOf(request)}.bsky.social` }),
  )

  xrpc.get('/com.atproto.identity.resolveHandle', (request, response) => {
    const handle = textOf(request.query['handle'])

    if (handle.startsWith('nobody.')) {
      fail(response, 400, 'InvalidRequest', 'Unable to resolve handle')
    } else {
      response.json({ did: `did:plc:${handle.replaceAll('.', '-')}` })
    }
  })

  xrpc.post(
    '/com.atproto.repo.uploadBlob',
    express.raw({ limit: 5 * MIB, type: () => true }),
    async (request, response) => {
      const bytes = new Uint8Array(request.body as Buffer)
      const mimeType = request.get('content-type') ?? ''
      const cid = cidOf(bytes)
      const url = await context.storeFile({ bytes, mimeType })

      await objects.put(accountOf(request), 'blob', cid, { mimeType, size: bytes.length, url })
      response.json({ blob: { $type: 'blob', mimeType, ref: { $link: cid }, size: bytes.length } })
    },
  )

  xrpc.post('/com.atproto.repo.putRecord', express.json(), (request, response) => putRecord(context, request, response))

  xrpc.post('/com.atproto.repo.deleteRecord', express.json(), async (request, response) => {
    const { rkey = '' } = request.body as { rkey?: string }

    await objects.remove(accountOf(request), 'record', rkey)
    await context.withdraw(accountOf(request), rkey)
    response.json({})
  })

  xrpc.get('/app.bsky.feed.getPosts', async (request, response) => {
    const uris = [request.query['uris']].flat().map(textOf)
    const found = await Promise.all(
      uris.map(async (uri) => ({
        record: await objects.find(accountOf(request), 'record', uri.split('/').at(-1) ?? ''),
        uri,
      })),
    )

    response.json({
      posts: found.flatMap(({ record, uri }) =>
        record === null ? [] : [{ likeCount: 0, quoteCount: 0, replyCount: 0, repostCount: 0, ...record, uri }],
      ),
    })
  })

  return router
}

interface PostRecord {
  createdAt?: string
  embed?: { images?: { alt: string; image: { ref: { $link: string } } }[] }
  reply?: { parent?: Reference; root?: Reference }
  text?: string
}

interface Reference {
  cid?: string
  uri?: string
}

async function putRecord(context: StandInContext, request: Request, response: Response): Promise<void> {
  const account = accountOf(request)
  const { record = {}, repo, rkey = '' } = request.body as { record?: PostRecord; repo?: string; rkey?: string }
  const { embed, text = '' } = record
  const blobs = await Promise.all(
    (embed?.images ?? []).map(async ({ alt, image }) => ({
      alt,
      blob: await context.objects.find(account, 'blob', image.ref.$link),
    })),
  )

  if (repo !== didOf(request) || !TID.test(rkey) || Number.isNaN(Date.parse(record.createdAt ?? ''))) {
    fail(response, 400, 'InvalidRequest', 'Input/rkey must be a valid TID, of a repo that is yours')
    return
  }

  if (record.reply !== undefined && ![record.reply.parent, record.reply.root].every(isReference)) {
    fail(response, 400, 'InvalidRequest', 'Record/reply must name parent and root by uri and cid')
    return
  }

  if (countText(text, 'grapheme') > MAX_GRAPHEMES || countText(text, 'utf8-byte') > MAX_BYTES) {
    fail(response, 400, 'InvalidRequest', 'Record/text: grapheme too big')
    return
  }

  if (blobs.some(({ blob }) => blob === null)) {
    fail(response, 400, 'BlobNotFound', 'Could not find blob')
    return
  }

  if (blobs.some(({ blob }) => Number(blob?.['size']) > MAX_IMAGE_BYTES)) {
    fail(response, 400, 'BlobTooLarge', 'This file is too large')
    return
  }

  await underFault({
    account,
    context,
    refuse: {
      throttle: () => {
        const reset = Math.ceil((context.clock().getTime() + MINUTE) / SECOND)

        fail(response.set('RateLimit-Reset', String(reset)), 429, 'RateLimitExceeded', 'Rate Limit Exceeded')
      },
      // Ended before its time: what was renewed since then is good.
      ...(response.locals['isRenewed'] !== true && {
        'token-expired': () => fail(response, 400, 'ExpiredToken', 'Token has expired'),
      }),
    },
    response,
    take: async () => {
      const [title = '', ...rest] = text.split('\n')

      await context.publish({
        account,
        draft: {
          firstComment: null,
          media: blobs.map(({ alt, blob }) => ({
            alt,
            height: null,
            mimeType: String(blob?.['mimeType']),
            url: String(blob?.['url']),
            width: null,
          })),
          text: rest.join('\n').trim(),
          title,
          topics: [],
        },
        key: rkey,
      })
      await context.objects.put(account, 'record', rkey, { record })

      return {
        body: {
          cid: cidOf(JSON.stringify(record)),
          uri: `at://${didOf(request)}/app.bsky.feed.post/${rkey}`,
          validationStatus: 'valid',
        },
      }
    },
  })
}

const ACCESS_LIVES_MS = 2 * HOUR

async function openSession(context: StandInContext, request: Request, isRenewed: boolean) {
  const account = accountOf(request)
  const exp = Math.floor((context.clock().getTime() + ACCESS_LIVES_MS) / SECOND)
  const issue = async (scope: 'access' | 'refresh') => {
    const jti = randomUUID()

    await context.objects.put(account, 'session', jti, { isRenewed, scope })

    return ['{"alg":"none"}', JSON.stringify({ exp, jti, scope, sub: didOf(request) }), 'unsigned']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
  }

  return {
    accessJwt: await issue('access'),
    did: didOf(request),
    handle: `${account}.bsky.social`,
    refreshJwt: await issue('refresh'),
  }
}

async function findSession(context: StandInContext, request: Request, scope: 'access' | 'refresh') {
  const [, claims = ''] = (request.get('authorization') ?? '').replace(/^Bearer /, '').split('.')
  const [, id = ''] = /"jti":"([\w-]+)"/.exec(Buffer.from(claims, 'base64url').toString('utf8')) ?? []
  const value = await context.objects.find(accountOf(request), 'session', id)

  return value?.['scope'] === scope ? { id, value } : null
}

const isReference = (given: Reference | undefined): boolean =>
  (given?.cid ?? '').startsWith('bafkrei') && (given?.uri ?? '').startsWith('at://')

const didOf = (request: Request): string => `did:plc:${accountOf(request)}`

const cidOf = (content: string | Uint8Array): string => `bafkrei${createHash('sha256').update(content).digest('hex')}`

const fail = (response: Response, status: number, error: string, message: string): void =>
  void response.status(status).json({ error, message })
