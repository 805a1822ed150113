import { DAY } from '../duration.ts'

/** A partner that was promised to be alone for a while. */
export interface Exclusivity {
  days: number
  /** What the partner publishes for other collaborations. */
  others: readonly { at: Date; title: string }[]
  partner: string
}

/**
 * The publication of another collaboration that stands too near to an instant (排竞期): within the days that the partner's rate card
 * promises, counted from either; null when none does.
 */
export const findRival = (at: Date, { days, others }: Exclusivity): { at: Date; title: string } | null =>
  others.find((other) => Math.abs(other.at.getTime() - at.getTime()) < days * DAY) ?? null
