import type { ChannelAdapter, ValidateArgs } from '../domain/channelAdapter.ts'
import { countParts, type PartCount } from '../domain/writing/countParts.ts'
import { readRendered } from './readRendered.ts'

/** How much of each limit of a channel content uses. */
export const measureContent = (adapter: Pick<ChannelAdapter, 'measure'>, args: ValidateArgs): PartCount[] =>
  adapter.measure?.(args) ?? countParts({ ...readRendered(args.content.rendered), limits: args.limits })
