import { HOUR } from './duration.ts'
import type { EngagementType } from './engagement.ts'
import type { RollupBucket, TypeCounts, TypeSums } from './engagementRollup.ts'
import type { LocalDay } from './localDays.ts'

/** What happened to one subject on some days; people's acts only, except for `bots`. */
export interface Figures {
  bots: TypeCounts
  /** Every day asked for, in order, also those on which nothing happened. */
  days: { on: string; totals: TypeCounts }[]
  /** Minor units by type and currency. */
  money: TypeSums
  totals: TypeCounts
}

/** Puts the days of a zone together from buckets of UTC hours; what lies outside of them is left out. */
export function figuresOf({ buckets, days }: { buckets: Iterable<RollupBucket>; days: readonly LocalDay[] }): Figures {
  const figures: Figures = { bots: {}, days: days.map(({ on }) => ({ on, totals: {} })), money: {}, totals: {} }

  for (const bucket of buckets) {
    eachHour({ bucket, days, hours: bucket.hours }, (counts, place) => {
      addCounts(figures.totals, counts)
      addCounts(figures.days[place]?.totals ?? {}, counts)
    })
    eachHour({ bucket, days, hours: bucket.bots }, (counts) => addCounts(figures.bots, counts))
    eachHour({ bucket, days, hours: bucket.money }, (sums) => addMoney(figures.money, sums))
  }

  return figures
}

interface EachHourArgs<Value> {
  bucket: RollupBucket
  days: readonly LocalDay[]
  hours?: Record<string, Value> | undefined
}

function eachHour<Value>(
  { bucket, days, hours = {} }: EachHourArgs<Value>,
  add: (value: Value, place: number) => void,
): void {
  for (const [hour, value] of Object.entries(hours)) {
    const place = findDay(days, bucket.day.getTime() + Number(hour) * HOUR)

    if (place !== -1) {
      add(value, place)
    }
  }
}

/** Binary search: a year of hours is 8,784 look-ups. */
function findDay(days: readonly LocalDay[], at: number): number {
  let low = 0
  let high = days.length - 1

  while (low <= high) {
    const middle = (low + high) >> 1
    const day = days[middle]

    if (day === undefined || at < day.startAt.getTime()) {
      high = middle - 1
    } else if (at >= day.endAt.getTime()) {
      low = middle + 1
    } else {
      return middle
    }
  }

  return -1
}

function addCounts(into: TypeCounts, counts: TypeCounts): void {
  for (const [type, count] of Object.entries(counts) as [EngagementType, number][]) {
    into[type] = (into[type] ?? 0) + count
  }
}

function addMoney(into: TypeSums, sums: TypeSums): void {
  for (const [type, byCurrency] of Object.entries(sums) as [EngagementType, Record<string, number>][]) {
    const known = (into[type] ??= {})

    for (const [currency, amount] of Object.entries(byCurrency)) {
      known[currency] = (known[currency] ?? 0) + amount
    }
  }
}
