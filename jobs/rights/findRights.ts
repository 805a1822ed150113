import { type ClientSession, type Db, type Document, ObjectId } from 'mongodb'

import type { Reason } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { findRival } from '../../src/domain/rights/exclusivity.ts'
import { findLicenceFault, type LicensedChannel } from '../../src/domain/rights/licence.ts'
import { readChannelRhythm } from '../rhythm/readChannelRhythm.ts'
import { findExclusive, STANDING } from './findExclusive.ts'
import { findMarkWorks } from './findMarkWorks.ts'
import { findLicences, readTerritories } from './readLicence.ts'

export interface FindRightsArgs {
  /** Documents, as stored. */
  channels: readonly Document[]
  collaboration: unknown
  db: Db
  session?: ClientSession | undefined
  wantedAt: readonly Date[]
  works: readonly ObjectId[]
}

/** Says why a channel may not show at an instant what would be armed; null when it may. */
export type RightsOf = (channelId: string, at: Date) => Reason | null

/** Finds what licences and a partner's promise have to say around the wanted instants, in the transaction of the save. */
export async function findRights(args: FindRightsArgs): Promise<RightsOf> {
  const { collaboration, db, session, wantedAt } = args

  if (wantedAt.length === 0) {
    return () => null
  }

  const times = wantedAt.map((at) => at.getTime())
  const channels = new Map(args.channels.map((channel) => [String(channel['_id']), readLicensedChannel(channel)]))
  const marks = await findMarkWorks(args)
  const licences = await findLicences({ ...args, works: [...args.works, ...[...marks.values()].flat()] })
  const exclusivity =
    collaboration instanceof ObjectId
      ? await findExclusive({
          collaboration,
          db,
          fromAt: new Date(Math.min(...times)),
          session,
          states: STANDING,
          untilAt: new Date(Math.max(...times)),
        })
      : null

  return (channelId, at) => {
    const channel = channels.get(channelId)
    const rival = exclusivity === null ? null : findRival(at, exclusivity)

    for (const work of channel === undefined ? [] : [...args.works, ...(marks.get(channelId) ?? [])]) {
      const licence = licences.get(String(work))
      const fault =
        licence === undefined ? null : findLicenceFault({ at, channel: channel as LicensedChannel, licence })

      if (fault !== null) {
        return reason(fault.code, { path: fault.day === null ? 'channels' : 'publishAt', values: fault.values })
      }
    }

    return exclusivity === null || rival === null
      ? null
      : reason('EXCLUSIVITY', {
          path: 'publishAt',
          values: { days: exclusivity.days, partner: exclusivity.partner, title: rival.title },
        })
  }
}

/** What a licence must know of a stored channel. */
export function readLicensedChannel(channel: Document): LicensedChannel {
  const { id, timeZone } = readChannelRhythm(channel)

  return { id, territories: readTerritories(channel['territories']), timeZone }
}
