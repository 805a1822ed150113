import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'

import { createInvalidation } from '../../src/delivery/invalidation.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'

const channel = new ObjectId()

const open = () => {
  const forgetChannel = vi.fn()
  const forgetEverything = vi.fn()
  const listener = createInvalidation({
    channelsOf: () => Promise.resolve([channel]),
    forgetChannel,
    forgetEverything,
  })

  return { forgetChannel, forgetEverything, listener }
}

describe('createInvalidation', () => {
  it('forgets everything when the changes were interrupted', () => {
    const { forgetEverything, listener } = open()

    listener.onReset()

    expect(forgetEverything).toHaveBeenCalledOnce()
  })

  it('forgets the channel of a publication that changed', async () => {
    const { forgetChannel, listener } = open()

    listener.onChange({ collection: PUBLICATIONS, fields: ['state'], id: 'row' })

    await vi.waitFor(() => expect(forgetChannel.mock.calls[0]?.[0]).toBe(channel.toHexString()))
  })

  it('remembers what a change of health does not touch', () => {
    const { forgetEverything, listener } = open()

    listener.onChange({ collection: CHANNELS, fields: ['health'], id: 'site' })
    listener.onChange({ collection: CHANNELS, fields: ['health.state', 'health.checkedAt'], id: 'site' })

    expect(forgetEverything).not.toHaveBeenCalled()
  })
})
