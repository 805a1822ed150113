import { readFile } from 'node:fs/promises'

import { describe, expect, it } from 'vitest'

import { itHonoursTheChannelContract } from '../../contracts/channelContract.ts'
import { channelOptions } from '../../support/channelOptions.ts'
import { noticeBoard } from './noticeBoard.ts'

describe('the example of docs/channels.md', () => {
  itHonoursTheChannelContract({
    accept: (_request, response) => void response.end('{"code":0,"id":"n1"}'),
    create: ({ fetch, platform }) =>
      noticeBoard.create(
        channelOptions({
          account: { credentials: { accessKey: 'a-key-of-some-length' }, settings: { baseUrl: platform } },
          fetch,
        }),
      ),
    echo: (heard) => ({ code: 9, message: heard, trace: 't' }),
    kind: noticeBoard,
    narrow: { text: { max: 4, unit: 'grapheme' }, title: { max: 11, unit: 'half-width' } },
    refusals: [
      {
        title: 'a wrong key',
        answer: { body: { code: 1001, message: 'who?', trace: 't-1' } },
        channelCode: '1001',
        errorClass: 'reauth-user',
        requestId: 't-1',
      },
      { title: 'a word it does not like', answer: { body: { code: 2001 } }, errorClass: 'rejected-content' },
      { title: 'haste', answer: { body: { code: 3001 } }, errorClass: 'throttled', retryAfterMs: 60_000 },
      { title: 'a code that nobody knows', answer: { body: { code: 4 } }, errorClass: 'unknown-outcome' },
      { title: 'a yes without an id', answer: { body: { code: 0 } }, errorClass: 'unknown-outcome' },
    ],
    secrets: ['a-key-of-some-length'],
  })

  it('is word for word what the page shows', async () => {
    const [page, file] = await Promise.all(
      ['../../../docs/channels.md', './noticeBoard.ts'].map((name) => readFile(new URL(name, import.meta.url), 'utf8')),
    )

    expect(page).toContain(`\`\`\`ts\n// noticeBoard.ts\n${file}\`\`\``)
  })
})
