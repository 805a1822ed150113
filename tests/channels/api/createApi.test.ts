import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { createApi } from '../../../src/channels/api/createApi.ts'
import { errorTable } from '../../../src/channels/api/errorTable.ts'
import { createSafeFetch } from '../../../src/channels/safeFetch.ts'
import { textOf } from '../../../src/channels/richText/richTextNode.ts'
import { KIB } from '../../../src/domain/duration.ts'
import { type Receiver, startReceiver } from '../../support/receiver.ts'

const SECRET = 'app-secret-of-some-length'
const signal = new AbortController().signal
let platform: Receiver

beforeAll(async () => {
  platform = await startReceiver()
})

beforeEach(() => {
  platform.received.length = 0
})

afterAll(() => platform.close())

const api = createApi({
  clock: () => new Date('2026-11-22T12:00:00Z'),
  errors: errorTable([{ class: 'throttled', codes: [45009] }]),
  fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: 4 * KIB }),
  name: 'WeChat',
  readFailure: ({ body: { errcode, errmsg, rid } }) =>
    errcode === undefined || errcode === 0
      ? null
      : { code: Number(errcode), detail: String(errmsg), ...(rid !== undefined && { requestId: textOf(rid) }) },
  secrets: [SECRET],
})
const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  platform.respond((_request, response) => response.writeHead(status, headers).end(body))

describe('createApi', () => {
  it('sends JSON and reads JSON', async () => {
    answer(200, '{"errcode":0,"media_id":"m1"}')

    expect(await api({ json: { title: '标题' }, signal, url: `${platform.url}/draft` })).toMatchObject({
      body: { media_id: 'm1' },
      status: 200,
    })
    expect(platform.received).toMatchObject([
      { body: '{"title":"标题"}', headers: { 'content-type': 'application/json; charset=utf-8' }, method: 'POST' },
    ])
  })

  it('sends a form with a file as it is', async () => {
    const form = new FormData()

    answer(200, '{}')
    form.set('media', new Blob(['bytes'], { type: 'image/png' }), 'a.png')
    await api({ body: form, signal, url: platform.url })

    expect(platform.received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(platform.received[0]?.body).toContain('filename="a.png"')
  })

  it('takes a success with a code for a refusal, by the table', async () => {
    answer(200, `{"errcode":45009,"errmsg":"slow down ${SECRET} token-1","rid":"r-9"}`)

    await expect(api({ secrets: ['token-1'], signal, url: platform.url })).rejects.toMatchObject({
      channelCode: '45009',
      errorClass: 'throttled',
      message: 'WeChat asks to slow down (45009): slow down ••• •••',
      requestId: 'r-9',
    })
  })

  it('does not know the outcome of a success that cannot be read, or whose code nobody listed', async () => {
    answer(200, '<html>')
    await expect(api({ signal, url: platform.url })).rejects.toMatchObject({ errorClass: 'unknown-outcome' })

    answer(200, '{"errcode":1}')
    await expect(api({ signal, url: platform.url })).rejects.toMatchObject({ errorClass: 'unknown-outcome' })
  })

  it('needs no JSON where none is expected', async () => {
    answer(200, 'ok')
    expect(await api({ expects: 'none', signal, url: platform.url })).toMatchObject({ text: 'ok' })
  })

  it('waits as a header asks', async () => {
    answer(429, '', { 'retry-after': '9' })
    await expect(api({ signal, url: platform.url })).rejects.toMatchObject({ retryAfterMs: 9_000 })
  })
})
