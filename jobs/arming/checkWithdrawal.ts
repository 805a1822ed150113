import type { PayloadRequest } from 'payload'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { canWithdraw } from '../../src/channels/canWithdraw.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { rawCollection } from '../../src/database/handles.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { Conflict } from '../../src/domain/rhythm/conflicts/conflict.ts'
import { SCHEDULES } from '../../src/domain/slugs.ts'
import { createSources, toObjectId } from './sources.ts'

export interface CheckWithdrawalArgs {
  channelIds: readonly string[]
  registry: ChannelRegistry
  req: PayloadRequest
  /** The schedule that is looked at; its own time of withdrawal counts where none is given. */
  scheduleId: string | null
  secrets: SecretBox
  /** Undefined where the plan does not say. */
  unpublishAt: unknown
}

/** Finds channels from which a plan's publications cannot be taken down again at the time that it names. */
export async function checkWithdrawal(args: CheckWithdrawalArgs): Promise<Conflict[]> {
  const { channelIds, registry, req, secrets } = args

  if (!(await isToComeDown(args))) {
    return []
  }

  const channels = await createSources({ payload: req.payload }).findChannels(channelIds)

  return channels
    .filter((channel) => registry.find(String(channel['kind'])) !== null)
    .map((channel) => readAccount(channel, secrets))
    .filter((account) => !canWithdraw(registry, account))
    .map(({ id, name }) => ({
      at: null,
      channelId: id,
      fixes: [{ action: 'drop-channel' }],
      reason: reason('WITHDRAW_BY_HAND', { path: 'unpublishAt', values: { name } }),
      severity: 'warning',
    }))
}

async function isToComeDown({ req, scheduleId, unpublishAt }: CheckWithdrawalArgs): Promise<boolean> {
  const _id = toObjectId(scheduleId)

  if (unpublishAt !== undefined || _id === null) {
    return typeof unpublishAt === 'string' && unpublishAt !== ''
  }

  const schedule = await rawCollection(req.payload, SCHEDULES).findOne({ _id }, { projection: { unpublishAt: 1 } })

  return schedule?.['unpublishAt'] instanceof Date
}
