import type { ChannelAdapter } from '../domain/channelAdapter.ts'

/**
 * An adapter that renders and checks as the real one does and sends to the sandbox.
 *
 * What the platform would refuse is refused in rehearsal too; how to recover from an unknown outcome is the
 * sandbox's affair, because it is the sandbox that was called.
 */
export const rehearse = ({ real, sandbox }: { real: ChannelAdapter; sandbox: ChannelAdapter }): ChannelAdapter => ({
  ...sandbox,
  manifest: { ...real.manifest, deduplication: sandbox.manifest.deduplication, mode: sandbox.manifest.mode },
  render: (args) => real.render(args),
  validate: (args) => real.validate(args),
})
