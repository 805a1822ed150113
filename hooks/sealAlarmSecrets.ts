import type { GlobalBeforeChangeHook } from 'payload'

import { rawCollection, sessionOptions } from '../src/database/handles.ts'
import { patchSecrets } from '../src/domain/secretPatch.ts'
import { ALARMS_GLOBAL } from '../src/domain/slugs.ts'
import type { Dependencies } from './dependencies.ts'

/** Seals the addresses and keys that were entered, and keeps those that were not; an address is a secret here. */
export const sealAlarmSecrets =
  ({ services }: Pick<Dependencies, 'services'>): GlobalBeforeChangeHook =>
  async ({ data, req }): Promise<Record<string, unknown>> => {
    const { secrets } = services(req.payload)
    const stored = await rawCollection<{ globalType: string; secrets?: Record<string, string> }>(
      req.payload,
      'globals',
    ).findOne({ globalType: ALARMS_GLOBAL }, { ...(await sessionOptions(req)), projection: { secrets: 1 } })

    return {
      ...(data as Record<string, unknown>),
      secrets: patchSecrets({
        given: (data as { secrets?: unknown }).secrets,
        seal: (plain) => secrets.seal(plain),
        stored: stored?.secrets ?? {},
      }),
    }
  }
