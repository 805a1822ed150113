import { type ChannelPace, paceOf } from '../../src/domain/channelPace.ts'
import type { OpenChannel } from '../sending/channelCache.ts'

/** The pace of an account: the platform's as its adapter knows it, and what an editor set instead. */
export const limitsOf = ({ account, adapter }: OpenChannel): ChannelPace =>
  paceOf({ ...adapter.manifest.limits, ...account.limits })
