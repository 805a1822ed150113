import type { ReasonCode } from '../reasons/reason.ts'
import type { ReasonValues } from '../reasons/fillText.ts'
import { toZoned } from '../rhythm/wallTime.ts'

/** Rights in a work that a post shows; an empty list or a missing day sets no bound. */
export interface Licence {
  channelIds: readonly string[]
  name: string
  /** Country codes in capitals, such as `CN`. */
  territories: readonly string[]
  /** The first day, `yyyy-mm-dd`. */
  validFrom: string | null
  /** The last day, `yyyy-mm-dd`. */
  validUntil: string | null
}

/** What a licence must know of a channel. */
export interface LicensedChannel {
  id: string
  /** Countries that the account reaches; none when nobody has said. */
  territories: readonly string[]
  timeZone: string
}

export interface LicenceFault {
  code: Extract<ReasonCode, 'LICENCE_CHANNEL' | 'LICENCE_ENDED' | 'LICENCE_NOT_BEGUN' | 'LICENCE_TERRITORY'>
  /** The nearest day on which it may be shown; null where no day helps. */
  day: string | null
  values: ReasonValues
}

export interface FindLicenceFaultArgs {
  at: Date
  channel: LicensedChannel
  licence: Licence
}

/**
 * Says why a work may not be shown on a channel at an instant; null when it may.
 *
 * Days are those of the channel's zone, both ends included. A territory is judged only where the channel names those it reaches.
 */
export function findLicenceFault({ at, channel, licence }: FindLicenceFaultArgs): LicenceFault | null {
  const { channelIds, name, territories, validFrom, validUntil } = licence
  const day = toZoned(at, channel.timeZone).toPlainDate().toString()

  if (channelIds.length > 0 && !channelIds.includes(channel.id)) {
    return { code: 'LICENCE_CHANNEL', day: null, values: { name } }
  }

  const beyond = territories.length === 0 ? [] : channel.territories.filter((each) => !territories.includes(each))

  if (beyond.length > 0) {
    return { code: 'LICENCE_TERRITORY', day: null, values: { name, territories: beyond.join(', ') } }
  }

  if (validUntil !== null && day > validUntil) {
    return { code: 'LICENCE_ENDED', day: validUntil, values: { name, until: validUntil } }
  }

  return validFrom !== null && day < validFrom
    ? { code: 'LICENCE_NOT_BEGUN', day: validFrom, values: { from: validFrom, name } }
    : null
}
