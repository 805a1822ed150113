import type { Db } from 'mongodb'

import { ASSISTED_KINDS } from '../channels/assisted/index.ts'
import { BUILT_IN_KINDS } from '../channels/builtInKinds.ts'
import { createGuardedSockets } from '../channels/guardedSocket.ts'
import { createChannelRegistry } from '../channels/registry.ts'
import { createSafeFetch } from '../channels/safeFetch.ts'
import { createSandboxKind } from '../channels/sandbox.ts'
import { sandboxToken } from '../channels/sandboxToken.ts'
import { createTokenKeeper } from '../channels/tokens/createTokenKeeper.ts'
import { createMongoTokenStore } from '../channels/tokens/mongoTokenStore.ts'
import { type Env, readEnv } from '../config/env.ts'
import { localUrl } from '../config/localUrl.ts'
import type { ChannelKind, ChannelManifest, ChannelRegistry, SafeFetch } from '../domain/channelAdapter.ts'
import { KIB } from '../domain/duration.ts'
import type { MediaFiles } from '../domain/mediaFiles.ts'
import type { SecretBox } from '../domain/secretBox.ts'

export interface ComposeChannelsArgs {
  clock: () => Date
  db: () => Db
  env: Pick<Env, 'HOST' | 'OUTBOUND_ALLOW' | 'PORT' | 'PUBLIC_URL' | 'SANDBOX_URL'>
  files: MediaFiles
  /** Further kinds, as the integrator registered them. */
  kinds?: readonly ChannelKind[]
  /** Payload's own secret, from which the web process derives the sandbox's token too. */
  secret: string
  secrets: SecretBox
}

/** The kinds of channel of this installation; only what rehearses may always reach the sandbox. */
export function composeChannels(args: ComposeChannelsArgs): ChannelRegistry {
  const { clock, db, env, files, kinds = [], secret, secrets } = args
  const url = (env.SANDBOX_URL ?? `${localUrl(env)}/sandbox`).replace(/\/+$/, '')
  const toSandbox = createSafeFetch({ allow: hostAndPort(url), maxAnswerBytes: MAX_ANSWER_BYTES })
  const token = sandboxToken(secret)

  return createChannelRegistry({
    clock,
    connect: createGuardedSockets({ allow: env.OUTBOUND_ALLOW }),
    fetch: composeOutbound(env),
    files,
    kinds: [...ASSISTED_KINDS, ...BUILT_IN_KINDS, ...kinds],
    publicUrl: publicUrlOf(env),
    sandbox: createSandboxKind({ fetch: toSandbox, token, url }),
    standIns: {
      fetch: toSandbox,
      pageOf: ({ slug }) =>
        `${env.SANDBOX_URL === undefined ? `${publicUrlOf(env)}/sandbox` : url}/accounts/${encodeURIComponent(slug)}`,
      token,
      urlOf: ({ kind, slug }) => `${url}/platforms/${kind}/${encodeURIComponent(slug)}`,
    },
    tokensOf: (account) => (fetchToken, scope) =>
      createTokenKeeper({ clock, fetchToken, store: createMongoTokenStore({ account, db, scope, secrets }) }),
  })
}

/** The one way out of this installation, for channels and webhooks alike. */
export const composeOutbound = (env: Pick<Env, 'OUTBOUND_ALLOW'>): SafeFetch =>
  createSafeFetch({ allow: env.OUTBOUND_ALLOW, maxAnswerBytes: MAX_ANSWER_BYTES })

/** What can be chosen as a channel's kind; needs no database and no secret. */
export const listChannelKinds = (kinds: readonly ChannelKind[] = []): ChannelManifest[] =>
  composeChannels({
    clock: () => new Date(),
    db: onlyNaming,
    env: readEnv(),
    files: { read: onlyNaming },
    kinds,
    secret: 'only to name the kinds',
    secrets: { open: onlyNaming, seal: onlyNaming },
  })
    .kinds()
    .map(({ manifest }) => manifest)

function onlyNaming(): never {
  throw new Error('this registry only names the kinds of channel')
}

/** Where people and machines reach this installation from outside, without a slash at its end. */
export const publicUrlOf = (env: Pick<Env, 'HOST' | 'PORT' | 'PUBLIC_URL'>): string =>
  (env.PUBLIC_URL ?? localUrl(env)).replace(/\/+$/, '')

/** No platform's receipt is longer. */
const MAX_ANSWER_BYTES = 256 * KIB

function hostAndPort(text: string): string {
  const { hostname, port, protocol } = new URL(text)

  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}
