import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { databaseOf } from '../../src/database/handles.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { noticeBoard } from '../channels/example/noticeBoard.ts'
import { anAccount } from '../support/channelOptions.ts'
import { openHost } from '../support/openHost.ts'
import { fieldErrors, type OpenPayload } from '../support/openPayload.ts'

let app: OpenPayload
let as: string

beforeAll(async () => {
  app = await openHost({ database: 'own_channel_kind', options: { channels: [noticeBoard] } })

  const person = { email: 'admin@example.com', password: 'a long password' }
  const { body } = await app.call('POST', '/users/first-register', { body: person })

  as = `JWT ${String((body as Record<string, unknown>)['token'])}`
})

afterAll(async () => {
  await databaseOf(app.payload).dropDatabase()
  await app.close()
})

describe('a kind of channel that an integrator brings', () => {
  const channel = { kind: 'notice-board', mode: 'live', name: '公告板', slug: 'board' }

  it('is refused by the fields that it describes, in the language of whoever asks', async () => {
    const refused = await app.call('POST', '/channels', { as, body: channel, language: 'zh' })

    expect(refused.status).toBe(400)
    expect(fieldErrors(refused)).toEqual([
      { message: '请填写 settings.baseUrl。', path: 'settings.baseUrl' },
      { message: '请填写 credentials.accessKey。', path: 'credentials.accessKey' },
    ])
  })

  it('is taken when they are filled, and sends by its own adapter', async () => {
    const filled = { ...channel, credentials: { accessKey: 'k' }, settings: { baseUrl: 'https://board.example' } }
    const { body, status } = await app.call('POST', '/channels', { as, body: filled })

    expect(status).toBe(201)
    expect(body.doc['credentials']).toEqual({ accessKey: '••••••••' })
    expect(
      servicesOf(app.payload).channels.adapterFor(anAccount({ kind: 'notice-board', mode: 'rehearsal' })).manifest.kind,
    ).toBe('notice-board')
  })
})
