import type { TokenKeeper } from '../../domain/accessTokens.ts'
import type { LiveCheck } from '../../domain/channelAdapter.ts'

/** When a person has to connect the account anew, as `checkLive` tells it; nothing where the platform did not say. */
export async function findAccessEnd(keeper: TokenKeeper, signal: AbortSignal): Promise<Pick<LiveCheck, 'expiresAt'>> {
  const endsAt = await keeper.accessEndsAt(signal)

  return endsAt === null ? {} : { expiresAt: endsAt.toISOString() }
}
