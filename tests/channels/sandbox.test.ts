import { describe } from 'vitest'

import { createSandboxChannel } from '../../src/channels/sandbox.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'

describe('sandbox channel', () => {
  itHonoursTheChannelContract({
    accept: (_request, response) => void response.writeHead(201).end('{"id":"p1","url":"http://x/sandbox"}'),
    create: ({ fetch, platform }) =>
      createSandboxChannel({
        account: { kind: 'sandbox', name: '小红书官方号', slug: 'xhs' },
        fetch,
        token: 'sandbox-token',
        url: `${platform}/sandbox`,
      }),
    narrow: { images: 1 },
    secrets: ['sandbox-token'],
    serverFault: 'retry',
  })
})
