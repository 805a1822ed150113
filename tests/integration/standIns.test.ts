import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'
import { compileContent } from '../../src/channels/compileContent.ts'
import { createChannelRegistry } from '../../src/channels/registry.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createSandboxKind } from '../../src/channels/sandbox.ts'
import { MIB } from '../../src/domain/duration.ts'
import { STAND_INS } from '../../src/sandbox/platforms/index.ts'
import { anAccount, channelOptions } from '../support/channelOptions.ts'
import { aFilm, aPost } from '../support/content.ts'
import { type RunningSandbox, startSandbox } from '../support/sandbox.ts'

const TOKEN = 'sandbox-token-of-some-length'
let client: MongoClient
let db: Db
let sandbox: RunningSandbox

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db('stand_ins')
  sandbox = await startSandbox(db, { token: TOKEN, wait: () => Promise.resolve() })
})

beforeEach(() =>
  Promise.all(
    ['sandbox_posts', 'sandbox_faults', 'sandbox_objects', 'sandbox_files'].map((name) =>
      db.collection(name).deleteMany({}),
    ),
  ),
)

afterAll(async () => {
  await sandbox.close()
  await db.dropDatabase()
  await client.close()
})

const registryOf = () => {
  const { account: _account, tokens, ...shared } = channelOptions()
  const fetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })

  return createChannelRegistry({
    ...shared,
    kinds: BUILT_IN_KINDS,
    sandbox: createSandboxKind({ fetch, token: TOKEN, url: sandbox.url }),
    standIns: {
      fetch,
      pageOf: ({ slug }) => `https://beat.example/sandbox/accounts/${slug}`,
      token: TOKEN,
      urlOf: ({ kind, slug }) => `${sandbox.url}/platforms/${kind}/${slug}`,
    },
    tokensOf: () => tokens,
  })
}

const switchFault = (slug: string, fault: string, token = TOKEN) =>
  fetch(`${sandbox.url}/api/accounts/${slug}/fault`, {
    body: JSON.stringify({ fault }),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    method: 'PUT',
  })

/** A post with all that any kind asks for: Kuaishou takes films alone. */
const postFor = (kind: string) => aPost(kind === 'kuaishou' ? { gallery: [aFilm()] } : {})

/** Sends as a channel in rehearsal does that nobody has connected yet: prepared, committed, and polled until it stands. */
async function rehearse(kind: string) {
  const adapter = registryOf().adapterFor(anAccount({ kind, mode: 'rehearsal', slug: kind }))
  const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post: postFor(kind), variant: null })
  const asked = { content, publicationId: 'a'.repeat(32), signal: AbortSignal.timeout(20_000) }
  let handles = (await adapter.prepare?.({ ...asked, handles: {}, keep: () => Promise.resolve() })) ?? {}
  let result = await adapter.commit({ ...asked, handles })

  const startedAt = new Date()

  while (result.state === 'pending') {
    handles = { ...handles, ...result.handles }
    result = (await adapter.poll?.({ ...asked, handles, remoteId: result.remoteId, startedAt })) ?? {
      state: 'awaiting-operator',
    }
  }

  return result
}

describe.each(STAND_INS.map(({ kind }) => kind))('the stand-in of %s', (kind) => {
  it('takes what a rehearsal sends, and shows it on a phone', async () => {
    expect(await rehearse(kind)).toMatchObject({
      state: 'published',
      url: `https://beat.example/sandbox/accounts/${kind}`,
    })

    const page = await (await fetch(`${sandbox.url}/accounts/${kind}?lang=zh`)).text()

    expect(page).toContain('夏日防晒攻略')
    expect(page).toContain(STAND_INS.find((standIn) => standIn.kind === kind)?.doesNotStandFor.zh.slice(0, 10))
  })

  it('can be told to fail over HTTP', async () => {
    expect((await switchFault(kind, 'error')).status).toBe(204)
    await expect(rehearse(kind)).rejects.toMatchObject({ code: 'CHANNEL_REFUSED' })
    expect(await db.collection('sandbox_posts').countDocuments()).toBe(0)
  })
})

describe('the switch of faults', () => {
  it('is for those who know the token, and knows its faults', async () => {
    expect((await switchFault('any', 'error', 'wrong')).status).toBe(401)
    expect((await switchFault('any', 'smoke')).status).toBe(400)
  })
})

describe('what was uploaded', () => {
  it('is shown to the pages', async () => {
    await rehearse('telegram')

    const page = await (await fetch(`${sandbox.url}/accounts/telegram?lang=zh`)).text()
    const [path = ''] = /\/sandbox\/files\/[\w-]+/.exec(page) ?? []
    const file = await fetch(sandbox.origin + path)

    expect(file.headers.get('content-type')).toBe('image/png')
    expect((await fetch(`${sandbox.url}/files/nothing`)).status).toBe(404)
  })
})
