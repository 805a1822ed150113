import { DAY, MINUTE } from '../../duration.ts'
import { reason, reasonAbout } from '../../reasons/reason.ts'
import type { ChannelRhythm } from '../channelRhythm.ts'
import { showOnWall, toZoned } from '../wallTime.ts'
import type { Conflict, Licence, Neighbour } from './conflict.ts'

/** Two posts of one channel this near get in each other's way, where the channel itself names no gap. */
export const NEAR_MINUTES = 15

/** The same words within so many days read like a mistake; some platforms refuse them. */
export const DUPLICATE_DAYS = 7

export interface FindContentConflictsArgs {
  at: Date
  channel: ChannelRhythm
  licences: readonly Licence[]
  neighbours: readonly Neighbour[]
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

function findLicence(licence: Licence, { at, channel }: FindContentConflictsArgs): Conflict[] {
  const { channelIds, name, validFrom, validUntil } = licence
  const zoned = toZoned(at, channel.timeZone)
  const day = zoned.toPlainDate().toString()
  const on = (other: string): Date => new Date(zoned.with(partsOf(other)).epochMilliseconds)
  const conflict = { at, channelId: channel.id, severity: 'error' as const }

  if (channelIds.length > 0 && !channelIds.includes(channel.id)) {
    return [
      {
        ...conflict,
        fixes: [{ action: 'drop-channel' }],
        reason: reason('LICENCE_CHANNEL', { path: 'channels', values: { name } }),
      },
    ]
  }

  if (validUntil !== null && day > validUntil) {
    return [
      {
        ...conflict,
        fixes: [{ action: 'move', at: on(validUntil) }],
        reason: reason('LICENCE_ENDED', { path: 'publishAt', values: { name, until: validUntil } }),
      },
    ]
  }

  return validFrom !== null && day < validFrom
    ? [
        {
          ...conflict,
          fixes: [{ action: 'move', at: on(validFrom) }],
          reason: reason('LICENCE_NOT_BEGUN', { path: 'publishAt', values: { from: validFrom, name } }),
        },
      ]
    : []
}

/** The same time of another day. */
function partsOf(day: string): { day: number; month: number; year: number } {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number)

  return { day: dayOfMonth, month, year }
}
