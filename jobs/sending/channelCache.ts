import type { ObjectId } from 'mongodb'

import type { ChannelAccount, ChannelAdapter } from '../../src/domain/channelAdapter.ts'
import type { VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { inTime } from '../inTime.ts'

export interface MakePicturesArgs {
  /** What is only pulled waits its turn behind other pictures; what is sent to somebody holds a slot of its channel and does not. */
  isPatient: boolean
  signal: AbortSignal
}

/** A destination with its adapter, ready to send. */
export interface OpenChannel {
  account: ChannelAccount
  adapter: ChannelAdapter
  /** The same account with labels drawn on what it sends; without it nothing is drawn. */
  adapterWith?: (labels: readonly VisibleLabel[]) => ChannelAdapter
  /** True when all these pictures are known to be made, so that there is nothing to wait for. */
  arePicturesMade?: (paths: readonly string[]) => boolean
  /** Sees to it that pictures which will be fetched from us are made; rejects with a `ChannelError` for one that cannot be. */
  makePictures?: (paths: readonly string[], args: MakePicturesArgs) => Promise<void>
}

/** Opens a channel; null when it is gone. Throws when its kind is unknown or its secrets cannot be read. */
export type OpenChannelById = (id: ObjectId) => Promise<OpenChannel | null>

const KEPT_MS = 3 * SECOND

interface Entry {
  openedAt: number
  opening: Promise<OpenChannel | null>
}

/** Opens a channel at most once in three seconds, so that a pause takes hold within seconds and a burst costs one read. */
export function cacheChannels(open: OpenChannelById): OpenChannelById {
  const entries = new Map<string, Entry>()

  return (id) => {
    const key = id.toHexString()
    const known = entries.get(key)

    if (known !== undefined && performance.now() - known.openedAt < KEPT_MS) {
      return known.opening
    }

    const entry = { openedAt: performance.now(), opening: inTime(open(id)) }

    entries.set(key, entry)
    entry.opening.catch(() => entries.delete(key))

    return entry.opening
  }
}
