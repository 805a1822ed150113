import type { Document } from 'mongodb'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { canWithdraw } from '../../src/channels/canWithdraw.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { findWarnings, type FindWarningsArgs } from '../../src/domain/arming.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { channelFacts } from './facts.ts'

export interface WarnOfArgs {
  /** As stored; of kinds that are known. */
  channels: readonly Document[]
  registry: ChannelRegistry
  schedule: FindWarningsArgs['schedule']
  secrets: SecretBox
}

/** What a person should know about a schedule that is armed, or would be; channels are opened only where something is to come down. */
export const warnOf = ({ channels, registry, schedule, secrets }: WarnOfArgs): Reason[] =>
  findWarnings({
    channels: channels.map((channel) => ({
      ...channelFacts(channel, registry),
      ...(schedule.unpublishAt !== null && { canWithdraw: canWithdraw(registry, readAccount(channel, secrets)) }),
    })),
    schedule,
  })
