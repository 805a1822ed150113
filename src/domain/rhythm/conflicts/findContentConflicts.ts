import { DAY, MINUTE } from '../../duration.ts'
import { reason, reasonAbout } from '../../reasons/reason.ts'
import { findLicenceFault, type Licence } from '../../rights/licence.ts'
import type { ChannelRhythm } from '../channelRhythm.ts'
import { showOnWall, toZoned } from '../wallTime.ts'
import type { Conflict, Neighbour } from './conflict.ts'

/** Two posts of one channel this near get in each other's way, where the channel itself names no gap. */
export const NEAR_MINUTES = 15

/** The same words within so many days read like a mistake; some platforms refuse them. */
export const DUPLICATE_DAYS = 7

export interface FindContentConflictsArgs {
  at: Date
  channel: ChannelRhythm
  licences: readonly Licence[]
  neighbours: readonly Neighbour[]
  /** Countries that the channel reaches. */
  territories: readonly string[]
  text: string
}

/** Says what stands beside the time on the channel, and whether the rights in what is shown last until then. */
export const findContentConflicts = (args: FindContentConflictsArgs): Conflict[] =>
  [...findNear(args), ...findDuplicate(args), ...args.licences.flatMap((licence) => findLicence(licence, args))].map(
    (conflict) => ({ ...conflict, reason: reasonAbout(args.channel.name, conflict.reason) }),
  )

/** Where the channel keeps a gap of its own, the rhythm speaks already, except of what is only planned. */
function findNear({ at, channel, neighbours }: FindContentConflictsArgs): Conflict[] {
  const gapMs = (channel.minGapMinutes ?? NEAR_MINUTES) * MINUTE
  const near = neighbours.find(
    (one) => Math.abs(one.at.getTime() - at.getTime()) < gapMs && (one.isPlanned || channel.minGapMinutes === null),
  )

  return near === undefined
    ? []
    : [
        {
          at,
          channelId: channel.id,
          fixes: [{ action: 'move', at: new Date(near.at.getTime() + gapMs) }],
          reason: reason('NEAR', {
            path: 'publishAt',
            values: { near: showOnWall(near.at, channel.timeZone), title: near.title },
          }),
          severity: 'warning',
        },
      ]
}

function findDuplicate({ at, channel, neighbours, text }: FindContentConflictsArgs): Conflict[] {
  const spanMs = DUPLICATE_DAYS * DAY
  const same = neighbours.find(
    (one) => text !== '' && one.text === text && Math.abs(one.at.getTime() - at.getTime()) < spanMs,
  )

  return same === undefined
    ? []
    : [
        {
          at,
          channelId: channel.id,
          fixes: [{ action: 'move', at: new Date(same.at.getTime() + spanMs) }, { action: 'drop-channel' }],
          reason: reason('DUPLICATE_TEXT', {
            path: 'publishAt',
            values: { days: DUPLICATE_DAYS, near: showOnWall(same.at, channel.timeZone), title: same.title },
          }),
          severity: 'warning',
        },
      ]
}

function findLicence(licence: Licence, { at, channel, territories }: FindContentConflictsArgs): Conflict[] {
  const fault = findLicenceFault({ at, channel: { ...channel, territories }, licence })

  if (fault === null) {
    return []
  }

  const { code, day, values } = fault
  const conflict = { at, channelId: channel.id, severity: 'error' as const }

  if (day === null) {
    return [{ ...conflict, fixes: [{ action: 'drop-channel' }], reason: reason(code, { path: 'channels', values }) }]
  }

  const moved = new Date(toZoned(at, channel.timeZone).with(partsOf(day)).epochMilliseconds)

  return [{ ...conflict, fixes: [{ action: 'move', at: moved }], reason: reason(code, { path: 'publishAt', values }) }]
}

/** The same time of another day. */
function partsOf(day: string): { day: number; month: number; year: number } {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number)

  return { day: dayOfMonth, month, year }
}
