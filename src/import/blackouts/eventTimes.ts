import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'

import { isTimeZone } from '../../domain/timeZone.ts'

/** Turns times of a calendar file into instants. */
export type ToInstant = (time: ICAL.Time) => Date

/**
 * Says how times of one property become instants; null when the file names a zone that nobody knows.
 *
 * A zone of IANA's is taken from the platform's own rules, any other (Outlook's names) from the file's description
 * of it. A time without a zone, and a whole day, are meant in `timeZone`.
 */
export function zoneOf(property: ICAL.Property, timeZone: string): ToInstant | null {
  const tzid = readZoneName(property)

  if (tzid === null) {
    return (time) => (time.zone.tzid === 'UTC' ? resolve(time, 'UTC') : resolve(time, timeZone))
  }

  if (isTimeZone(tzid)) {
    return (time) => resolve(time, time.isDate ? timeZone : tzid)
  }

  const described = property.parent?.parent
    ?.getAllSubcomponents('vtimezone')
    .find((component) => component.getFirstPropertyValue('tzid') === tzid)
  const location = described?.getFirstPropertyValue('x-lic-location')

  if (described === undefined) {
    return null
  }

  if (typeof location === 'string' && isTimeZone(location)) {
    return (time) => resolve(time, location)
  }

  const zone = new ICAL.Timezone({ component: described, tzid })

  return (time) => new Date(resolve(time, 'UTC').getTime() - zone.utcOffset(time) * 1_000)
}

/** The name as it stands in the file; null for none. */
export function readZoneName(property: ICAL.Property): null | string {
  const tzid = property.getFirstParameter('tzid')

  return typeof tzid === 'string' && tzid !== '' ? tzid : null
}

const resolve = ({ day, hour, minute, month, second, year }: ICAL.Time, timeZone: string): Date =>
  new Date(
    Temporal.PlainDateTime.from(
      { day, hour, minute, month, second: Math.min(second, 59), year },
      { overflow: 'reject' },
    ).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds,
  )
