import type { Payload } from 'payload'

import type { ChannelRegistry, Services } from '../../hooks/dependencies.ts'
import { createPublicationActions } from '../../jobs/actions.ts'
import { createArming } from '../../jobs/arming/createArming.ts'
import { createBells } from '../../jobs/bells.ts'
import { feedKind } from '../channels/feed.ts'
import { createChannelRegistry } from '../channels/registry.ts'
import { createSafeFetch } from '../channels/safeFetch.ts'
import { createSandboxKind } from '../channels/sandbox.ts'
import { sandboxToken } from '../channels/sandboxToken.ts'
import { createSecretBox } from '../channels/secretBox.ts'
import { createWebhookKind } from '../channels/webhook.ts'
import { readEnv } from '../config/env.ts'
import { createAuditLog } from '../database/auditLog.ts'
import { databaseOf } from '../database/handles.ts'
import { KIB } from '../domain/duration.ts'
import type { DrumbeatOptions } from './options.ts'

/** Wires the rooms together for one Payload instance. */
export function composeServices(payload: Payload, options: DrumbeatOptions): Services {
  const clock = () => new Date()
  const audit = createAuditLog({ clock })
  const bells = createBells(() => databaseOf(payload))
  const secret = options.secret ?? payload.secret
  const secrets = createSecretBox({ secret })
  const registry = createRegistry(secret, options)

  return {
    actions: createPublicationActions({ audit, bells, channels: registry, clock }),
    arming: createArming({ bells, clock, payload, registry, secrets }),
    audit,
    channels: registry,
    engagement: { record: () => Promise.resolve() },
    secrets,
  }
}

/** The built-in kinds and the integrator's; only the sandbox's own origin is open to it without `OUTBOUND_ALLOW`. */
function createRegistry(secret: string, { channels = [] }: DrumbeatOptions): ChannelRegistry {
  const env = readEnv()
  const publicUrl = env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`
  const sandboxUrl = env.SANDBOX_URL ?? `http://${env.HOST}:${env.PORT}/sandbox`
  const fetch = createSafeFetch({ allow: env.OUTBOUND_ALLOW, maxAnswerBytes: 64 * KIB })

  return createChannelRegistry({
    fetch,
    kinds: [feedKind, createWebhookKind({ publicUrl }), ...channels],
    sandbox: createSandboxKind({
      fetch: createSafeFetch({ allow: new URL(sandboxUrl).hostname, maxAnswerBytes: 64 * KIB }),
      token: sandboxToken(secret),
      url: sandboxUrl,
    }),
  })
}
