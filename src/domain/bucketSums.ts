import type { RollupBucket } from './engagementRollup.ts'

/** One number of a bucket under its dotted path, such as `hours.13.view` or `money.13.order.CNY`. */
export interface BucketSum {
  amount: number
  path: string
}

const COUNTED = ['hours', 'total', 'bots', 'money'] as const

/** All numbers of a bucket as paths, which is how they are added to a stored one. */
export const sumsOf = (bucket: RollupBucket): BucketSum[] =>
  COUNTED.flatMap((part) => [...leaves(bucket[part] ?? {}, part)])

/** One bucket per id; the numbers of those with the same id are added. Changes none of those given. */
export function mergeBuckets(buckets: Iterable<RollupBucket>): RollupBucket[] {
  const merged = new Map<string, RollupBucket>()

  for (const { _id, day, kind, subject, ...parts } of buckets) {
    let sum = merged.get(_id)

    if (sum === undefined) {
      sum = { _id, day, kind, subject }
      merged.set(_id, sum)
    }

    addTree(sum as unknown as Tree, parts)
  }

  return [...merged.values()]
}

interface Tree {
  [key: string]: Tree | number
}

function* leaves(node: object, path: string): Iterable<BucketSum> {
  for (const [key, value] of Object.entries(node as Tree)) {
    const below = `${path}.${key}`

    if (typeof value === 'number') {
      yield { amount: value, path: below }
    } else {
      yield* leaves(value, below)
    }
  }
}

function addTree(into: Tree, from: Tree): void {
  for (const [key, value] of Object.entries(from)) {
    if (typeof value === 'number') {
      into[key] = (typeof into[key] === 'number' ? into[key] : 0) + value
    } else {
      addTree((into[key] ??= {}) as Tree, value)
    }
  }
}
