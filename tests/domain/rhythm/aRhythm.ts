import type { Blackout, ChannelRhythm } from '../../../src/domain/rhythm/channelRhythm.ts'
import type { RhythmRules } from '../../../src/domain/rhythm/obstacles.ts'

export const aChannelRhythm = (changes: Partial<ChannelRhythm> = {}): ChannelRhythm => ({
  id: 'channel',
  maxPerDay: null,
  minGapMinutes: null,
  name: '公众号',
  quietHours: [],
  slots: [],
  timeZone: 'Asia/Shanghai',
  ...changes,
})

export const aBlackout = (from: string, until: string, changes: Partial<Blackout> = {}): Blackout => ({
  action: 'move',
  channelIds: [],
  fromAt: new Date(from),
  kind: 'holiday',
  name: '国庆',
  untilAt: new Date(until),
  ...changes,
})

/** A channel that may always speak, unless told otherwise. */
export const someRules = ({
  channel,
  ...rules
}: Partial<Omit<RhythmRules, 'channel'>> & { channel?: Partial<ChannelRhythm> } = {}): RhythmRules => ({
  blackouts: [],
  channel: aChannelRhythm(channel),
  embargoUntil: null,
  takenAt: [],
  ...rules,
})
