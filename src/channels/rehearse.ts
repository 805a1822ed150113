import type { ChannelAdapter, Receipt } from '../domain/channelAdapter.ts'

/**
 * An adapter that renders and checks as the real one does and sends to the sandbox.
 *
 * What the platform would refuse is refused in rehearsal too; how to recover from an unknown outcome is the
 * sandbox's affair, because it is the sandbox that was called.
 */
export const rehearse = ({ real, sandbox }: { real: ChannelAdapter; sandbox: ChannelAdapter }): ChannelAdapter => ({
  ...sandbox,
  manifest: { ...real.manifest, deduplication: sandbox.manifest.deduplication, mode: sandbox.manifest.mode },
  ...(real.masterText && { masterText: real.masterText.bind(real) }),
  ...(real.measure && { measure: real.measure.bind(real) }),
  render: (args) => real.render(args),
  validate: (args) => real.validate(args),
})

/** The real adapter pointed at its stand-in: its receipts lead to the sandbox's page, and not to addresses of the platform. */
export function onStandIn(adapter: ChannelAdapter, pageUrl: string): ChannelAdapter {
  const led = <Result extends { state: string }>(result: Result): Result =>
    result.state === 'published' ? { ...(result as Receipt & Result), url: pageUrl } : result

  const poll = adapter.poll?.bind(adapter)
  const reconcile = adapter.reconcile?.bind(adapter)

  return {
    ...adapter,
    commit: async (args) => led(await adapter.commit(args)),
    ...(poll && { poll: async (args) => led(await poll(args)) }),
    ...(reconcile && { reconcile: async (args) => led(await reconcile(args)) }),
  }
}
