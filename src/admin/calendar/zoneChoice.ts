import type { CalendarChannel } from '../../calendar/readFilters.ts'
import type { CalendarEntry } from '../../domain/calendar/entry.ts'

/** `viewer`, `channel`, or an IANA zone. */
export type ZoneChoice = string

/** The zone in which an entry is drawn. */
export function zoneOf(
  entry: Pick<CalendarEntry, 'channel'>,
  {
    channels,
    choice,
    viewerZone,
  }: { channels: ReadonlyMap<string, CalendarChannel>; choice: ZoneChoice; viewerZone: string },
): string {
  if (choice === 'viewer') {
    return viewerZone
  }

  return choice === 'channel' ? (channels.get(entry.channel)?.timeZone ?? viewerZone) : choice
}

/** The zone of the empty grid, where no channel is known yet. */
export const gridZoneOf = ({ choice, viewerZone }: { choice: ZoneChoice; viewerZone: string }): string =>
  choice === 'viewer' || choice === 'channel' ? viewerZone : choice
