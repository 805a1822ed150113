import { feedKind } from '../channels/feed.ts'
import { createChannelRegistry } from '../channels/registry.ts'
import { createSafeFetch } from '../channels/safeFetch.ts'
import { createSandboxKind } from '../channels/sandbox.ts'
import { sandboxToken } from '../channels/sandboxToken.ts'
import { createWebhookKind } from '../channels/webhook.ts'
import { type Env, readEnv } from '../config/env.ts'
import { localUrl } from '../config/localUrl.ts'
import type { ChannelKind, ChannelManifest, ChannelRegistry, SafeFetch } from '../domain/channelAdapter.ts'
import { KIB } from '../domain/duration.ts'

export interface ComposeChannelsArgs {
  env: Pick<Env, 'HOST' | 'OUTBOUND_ALLOW' | 'PORT' | 'PUBLIC_URL' | 'SANDBOX_URL'>
  /** Further kinds, as the integrator registered them. */
  kinds?: readonly ChannelKind[]
  /** Payload's own secret, from which the web process derives the sandbox's token too. */
  secret: string
}

/** The kinds of channel of this installation; only the sandbox's own adapter may always reach the sandbox. */
export function composeChannels({ env, kinds = [], secret }: ComposeChannelsArgs): ChannelRegistry {
  const url = env.SANDBOX_URL ?? `${localUrl(env)}/sandbox`

  return createChannelRegistry({
    fetch: composeOutbound(env),
    kinds: [feedKind, createWebhookKind({ publicUrl: publicUrlOf(env) }), ...kinds],
    sandbox: createSandboxKind({
      fetch: createSafeFetch({ allow: hostAndPort(url), maxAnswerBytes: MAX_ANSWER_BYTES }),
      token: sandboxToken(secret),
      url,
    }),
  })
}

/** The one way out of this installation, for channels and webhooks alike. */
export const composeOutbound = (env: Pick<Env, 'OUTBOUND_ALLOW'>): SafeFetch =>
  createSafeFetch({ allow: env.OUTBOUND_ALLOW, maxAnswerBytes: MAX_ANSWER_BYTES })

/** What can be chosen as a channel's kind; needs no database and no secret. */
export const listChannelKinds = (kinds: readonly ChannelKind[] = []): ChannelManifest[] =>
  composeChannels({ env: readEnv(), kinds, secret: 'only to name the kinds' })
    .kinds()
    .map(({ manifest }) => manifest)

/** Where people and machines reach this installation from outside, without a slash at its end. */
export const publicUrlOf = (env: Pick<Env, 'HOST' | 'PORT' | 'PUBLIC_URL'>): string =>
  (env.PUBLIC_URL ?? localUrl(env)).replace(/\/+$/, '')

/** No platform's receipt is longer. */
const MAX_ANSWER_BYTES = 256 * KIB

function hostAndPort(text: string): string {
  const { hostname, port, protocol } = new URL(text)

  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}
