import type { CalendarEntry, CalendarState } from '../../domain/calendar/entry.ts'

export const COLOUR_MODES = ['channel', 'state'] as const

export type ColourMode = (typeof COLOUR_MODES)[number]

/** How many hues the style sheet knows. */
const HUES = 10

/** What a glance must tell apart, without colour too: the sign before the time says the same. */
const SIGNS: Record<CalendarState, string> = {
  armed: '●',
  'awaiting-operator': '!',
  blocked: '⊘',
  cancelled: '–',
  claimed: '●',
  failed: '✕',
  missed: '✕',
  paused: '‖',
  planned: '○',
  published: '✓',
  sending: '➤',
  unconfirmed: '?',
  withdrawn: '↶',
}

export const signOf = (state: CalendarState): string => SIGNS[state]

/** The classes by which an entry is drawn: outlined while only planned, solid when armed, muted with its outcome. */
export function classesOf(
  entry: CalendarEntry,
  { colourBy, hueOf }: { colourBy: ColourMode; hueOf: (channel: string) => number },
): string[] {
  return [
    'drumbeat-entry',
    `drumbeat-entry--${entry.kind}`,
    `drumbeat-entry--${toneOf(entry.state)}`,
    colourBy === 'channel' ? `drumbeat-hue-${hueOf(entry.channel)}` : `drumbeat-tone-${toneOf(entry.state)}`,
  ]
}

export type Tone = 'armed' | 'out' | 'planned' | 'quiet' | 'stuck' | 'waiting'

const TONES: Record<CalendarState, Tone> = {
  armed: 'armed',
  'awaiting-operator': 'waiting',
  blocked: 'waiting',
  cancelled: 'quiet',
  claimed: 'armed',
  failed: 'stuck',
  missed: 'stuck',
  paused: 'planned',
  planned: 'planned',
  published: 'out',
  sending: 'armed',
  unconfirmed: 'waiting',
  withdrawn: 'quiet',
}

export const toneOf = (state: CalendarState): Tone => TONES[state]

/** Gives each channel a hue that stays: by its place among all channels, oldest first. */
export function createHueOf(channels: readonly { id: string }[]): (channel: string) => number {
  const places = new Map(channels.map(({ id }, place) => [id, place % HUES]))

  return (channel) => places.get(channel) ?? 0
}
