import { findFieldProblems } from '../domain/accountFields.ts'
import type {
  AdapterOptions,
  ChannelAccount,
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  ChannelRegistry,
  SafeFetch,
} from '../domain/channelAdapter.ts'
import { ConfigurationError, NotFoundError } from '../domain/errors.ts'
import type { MediaFiles } from '../domain/mediaFiles.ts'
import { onStandIn, rehearse } from './rehearse.ts'

export interface ChannelRegistryOptions extends Omit<ChannelOptions, 'account' | 'tokens'> {
  /** All kinds, the sandbox among them. */
  kinds: readonly ChannelKind[]
  /** Where channels in rehearsal send to. */
  sandbox: ChannelKind
  standIns: StandIns
  tokensOf: (account: ChannelAccount) => ChannelOptions['tokens']
}

/** Where the stand-in platforms are, who may reach them, and what they take for every secret. */
export interface StandIns {
  fetch: SafeFetch
  /** Where people look at what an account received. */
  pageOf: (account: Pick<ChannelAccount, 'slug'>) => string
  token: string
  urlOf: (account: Pick<ChannelAccount, 'kind' | 'slug'>) => string
}

/**
 * All kinds of channel by name.
 *
 * Throws a `ConfigurationError` when two kinds share a name; `adapterFor` throws a `NotFoundError` for an account
 * whose kind nobody registered.
 */
export function createChannelRegistry({
  kinds,
  sandbox,
  standIns,
  tokensOf,
  ...shared
}: ChannelRegistryOptions): ChannelRegistry {
  const known = new Map<string, ChannelKind>()

  for (const kind of [...kinds, sandbox]) {
    const other = known.get(kind.manifest.kind)

    if (other !== undefined && other !== kind) {
      throw new ConfigurationError(`Two channels are registered as "${kind.manifest.kind}"; rename one.`)
    }

    known.set(kind.manifest.kind, kind)
  }

  const filesOf = ({ id }: ChannelAccount, { labels = [] }: AdapterOptions): MediaFiles => ({
    read: (args) => shared.files.read({ channel: id, ...(labels.length > 0 && { labels }), ...args }),
  })

  const create = (
    kind: ChannelKind,
    account: ChannelAccount,
    { fetch = shared.fetch, ...options }: AdapterOptions & { fetch?: SafeFetch } = {},
  ): ChannelAdapter =>
    kind.create({ ...shared, account, fetch, files: filesOf(account, options), tokens: tokensOf(account) })

  const createRehearsing = (kind: ChannelKind, account: ChannelAccount, options: AdapterOptions): ChannelAdapter => {
    if (kind.rehearseAt === undefined) {
      return rehearse({ real: create(kind, account), sandbox: create(sandbox, account) })
    }

    const { credentials, settings } = kind.rehearseAt({
      settings: account.settings,
      token: standIns.token,
      url: standIns.urlOf(account),
    })
    const pointed = { ...account, credentials, settings: { ...account.settings, ...settings } }

    return onStandIn(create(kind, pointed, { ...options, fetch: standIns.fetch }), standIns.pageOf(account))
  }

  return {
    adapterFor(account, options = {}) {
      const kind = known.get(account.kind)

      if (kind === undefined) {
        throw new NotFoundError(`No kind of channel is called "${account.kind}".`)
      }

      return account.mode === 'rehearsal' ? createRehearsing(kind, account, options) : create(kind, account, options)
    },
    check(kind, account) {
      const { checkAccount, manifest } = known.get(kind) ?? {}

      return manifest === undefined ? [] : [...findFieldProblems(manifest, account), ...(checkAccount?.(account) ?? [])]
    },
    find: (kind) => known.get(kind) ?? null,
    kinds: () => [...known.values()],
    publicUrl: shared.publicUrl,
  }
}
