import type { ObjectId } from 'mongodb'

const MOST_KEPT = 50_000

export interface RememberEachArgs<Fact> {
  keptMs: number
  /** Reads many at once; what has nothing to say is left out. */
  read: (ids: readonly ObjectId[]) => Promise<ReadonlyMap<string, Fact>>
}

/** Facts by id (hex), read for those that are not known or not fresh: of a burst about the same things only the first batch asks. */
export function rememberEach<Fact>({ keptMs, read }: RememberEachArgs<Fact>) {
  const known = new Map<string, { fact: Fact | undefined; readAt: number }>()

  return async (ids: readonly ObjectId[]): Promise<Map<string, Fact>> => {
    const isFresh = (key: string) => performance.now() - (known.get(key)?.readAt ?? -Infinity) < keptMs
    const wanted = new Map(ids.map((id) => [id.toHexString(), id]))
    const stale = [...wanted].filter(([key]) => !isFresh(key))

    if (stale.length > 0) {
      const readAt = performance.now()
      const facts = await read(stale.map(([, id]) => id))

      if (known.size > MOST_KEPT) {
        known.clear()
      }

      stale.forEach(([key]) => known.set(key, { fact: facts.get(key), readAt }))
    }

    return new Map(
      [...wanted.keys()].flatMap((key): [string, Fact][] => {
        const fact = known.get(key)?.fact

        return fact === undefined ? [] : [[key, fact]]
      }),
    )
  }
}
