import { describe } from 'vitest'

import { createFeedChannel } from '../../src/channels/feed.ts'
import { itHonoursTheChannelContract } from '../contracts/channelContract.ts'

describe('feed channel', () => {
  itHonoursTheChannelContract({
    create: () => createFeedChannel(),
    narrow: { images: 1, text: { max: 2, unit: 'utf16' } },
  })
})
