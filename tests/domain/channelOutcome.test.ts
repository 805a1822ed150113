import { describe, expect, it } from 'vitest'

import { summariseChannels } from '../../src/domain/channelOutcome.ts'
import type { PublicationState } from '../../src/domain/publication.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 12, minute))

const outcome = (state: PublicationState, minute: number, channelId = 'site') => ({
  channelId,
  error: state === 'published' ? null : { class: 'retry' as const, code: `E${minute}`, message: `at ${minute}` },
  state,
  updatedAt: at(minute),
})

describe('summariseChannels', () => {
  it('names the last success and the last error of each channel', () => {
    expect(summariseChannels([outcome('failed', 3), outcome('published', 1), outcome('published', 2, 'app')])).toEqual([
      {
        channelId: 'site',
        failures: [at(3)],
        lastError: { at: at(3), code: 'E3', message: 'at 3', says: {} },
        publishedAt: at(1),
      },
      { channelId: 'app', failures: [], lastError: null, publishedAt: at(2) },
    ])
  })

  it('keeps by what the last error is said in another language', () => {
    const says = { says: 'CHANNEL_RETRY', values: { channel: 'Shop' } }
    const [site] = summariseChannels([
      { ...outcome('failed', 1), error: { class: 'retry', code: '503', message: 'later', ...says } },
    ])

    expect(site?.lastError?.says).toEqual(says)
  })

  it('counts failures since the last success', () => {
    const [site] = summariseChannels([
      outcome('failed', 1),
      outcome('published', 2),
      outcome('unconfirmed', 4),
      outcome('failed', 3),
    ])

    expect(site?.failures).toEqual([at(3), at(4)])
    expect(site?.lastError?.code).toBe('E4')
  })

  it.each(['blocked', 'missed', 'withdrawn', 'awaiting-operator'] as const)(
    'hears nothing of a channel in %s',
    (state) => {
      expect(summariseChannels([outcome(state, 1)])).toEqual([])
    },
  )
})
