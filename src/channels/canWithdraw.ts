import type { ChannelAccount, ChannelRegistry } from '../domain/channelAdapter.ts'

/**
 * Whether what an account published can be taken back by a program.
 *
 * Asked of the account with its secrets: some platforms take back only for one kind of access.
 */
export function canWithdraw(registry: Pick<ChannelRegistry, 'adapterFor'>, account: ChannelAccount): boolean {
  const adapter = registry.adapterFor(account)

  return adapter.withdraw !== undefined || adapter.manifest.mode === 'feed'
}
