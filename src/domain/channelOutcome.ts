import type { PublicationError, PublicationState } from './publication.ts'

/** What a batch of outcomes says of one channel. */
export interface ChannelOutcome {
  channelId: string
  /** When it failed since the last success of the batch, oldest first. */
  failures: Date[]
  lastError: { at: Date; code: string; message: string; says: Saying } | null
  publishedAt: Date | null
}

/** By what an error is said in any language: the code of its sentence, and what the sentence is about. */
export type Saying = Pick<PublicationError, 'says' | 'values'>

interface Outcome {
  channelId: string
  error?: PublicationError | null
  state: PublicationState
  /** When the outcome was written. */
  updatedAt: Date
}

const FAILED: readonly PublicationState[] = ['failed', 'unconfirmed']

/**
 * Says what publications tell of the health of their channels.
 *
 * Only what the channel itself did counts: a publication that a gate held back, or that came too late, says nothing of it.
 */
export function summariseChannels(outcomes: readonly Outcome[]): ChannelOutcome[] {
  const channels = new Map<string, ChannelOutcome>()

  for (const { channelId, error, state, updatedAt } of [...outcomes].sort(byTime)) {
    const channel = channels.get(channelId) ?? { channelId, failures: [], lastError: null, publishedAt: null }

    if (state === 'published') {
      channels.set(channelId, { ...channel, failures: [], publishedAt: updatedAt })
    } else if (FAILED.includes(state)) {
      channels.set(channelId, {
        ...channel,
        failures: [...channel.failures, updatedAt],
        lastError: {
          at: updatedAt,
          code: error?.code ?? '',
          message: error?.message ?? '',
          says: sayingOf(error),
        },
      })
    }
  }

  return [...channels.values()]
}

/** Of an error only that by which it is said. */
export const sayingOf = (error: PublicationError | null | undefined): Saying => ({
  ...(error?.says !== undefined && { says: error.says }),
  ...(error?.values !== undefined && { values: error.values }),
})

const byTime = (one: Outcome, other: Outcome): number => one.updatedAt.getTime() - other.updatedAt.getTime()
