import type { ChannelKind, ChannelRegistry, SafeFetch } from '../domain/channelAdapter.ts'
import { ConfigurationError, NotFoundError } from '../domain/errors.ts'
import { rehearse } from './rehearse.ts'

export interface ChannelRegistryOptions {
  fetch: SafeFetch
  /** All kinds, the sandbox among them. */
  kinds: readonly ChannelKind[]
  /** Where channels in rehearsal send to. */
  sandbox: ChannelKind
}

/**
 * All kinds of channel by name.
 *
 * Throws a `ConfigurationError` when two kinds share a name; `adapterFor` throws a `NotFoundError` for an account
 * whose kind nobody registered.
 */
export function createChannelRegistry({ fetch, kinds, sandbox }: ChannelRegistryOptions): ChannelRegistry {
  const known = new Map<string, ChannelKind>()

  for (const kind of [...kinds, sandbox]) {
    const other = known.get(kind.manifest.kind)

    if (other !== undefined && other !== kind) {
      throw new ConfigurationError(`Two channels are registered as "${kind.manifest.kind}"; rename one.`)
    }

    known.set(kind.manifest.kind, kind)
  }

  return {
    adapterFor(account) {
      const kind = known.get(account.kind)

      if (kind === undefined) {
        throw new NotFoundError(`No kind of channel is called "${account.kind}".`)
      }

      const real = kind.create({ account, fetch })

      return account.mode === 'rehearsal' ? rehearse({ real, sandbox: sandbox.create({ account, fetch }) }) : real
    },
    find: (kind) => known.get(kind) ?? null,
    kinds: () => [...known.values()],
  }
}
