import { compileContent } from '../../src/channels/compileContent.ts'
import type { ChannelAdapter } from '../../src/domain/channelAdapter.ts'
import type { ChannelContent } from '../../src/domain/content.ts'
import type { StandIn } from '../../src/sandbox/standIn.ts'
import { aPost } from '../support/content.ts'
import { forwardTo, type Receiver, type Respond, startReceiver } from '../support/receiver.ts'
import { startStandIn } from '../support/standIn.ts'

export interface PlatformArgs {
  accept: Respond | undefined
  standIn: StandIn | undefined
}

/** A receiver in front of the stand-in, or one that always says yes; `good` answers as that does. */
export async function startPlatform({
  accept,
  standIn,
}: PlatformArgs): Promise<Receiver & { base: string; good: Respond; stop: () => Promise<void> }> {
  const behind = standIn === undefined ? null : await startStandIn(standIn)
  const good = accept ?? forwardTo(new URL(behind?.url ?? '').origin)
  const receiver = await startReceiver(good)

  return {
    ...receiver,
    base: receiver.url + (behind === null ? '' : new URL(behind.url).pathname),
    good,
    stop: async () => {
      await receiver.close()
      await behind?.close()
    },
  }
}

/** The post of the tests, as the adapter renders it. */
export const contentFor = (adapter: ChannelAdapter): ChannelContent =>
  compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant: null }).content
