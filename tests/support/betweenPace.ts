import type { Collection, Db } from 'mongodb'

import { CHANNEL_PACE } from '../../src/domain/slugs.ts'

export interface PaceCall {
  /** The first argument: a filter, or the writes of a bulk. */
  of: unknown
  method: string
}

/** A database whose `channel_pace` asks `before` each call, and `after` with the answer on its way back; each may wait or throw. */
export const betweenPace = (
  db: Db,
  { after, before }: { after?: (call: PaceCall) => unknown; before?: (call: PaceCall) => unknown },
): Db =>
  over(db, (name, given) => {
    if (name !== 'collection' || given[0] !== CHANNEL_PACE) {
      return undefined
    }

    return over(db.collection(...(given as Parameters<Db['collection']>)), (method, args, call) =>
      (async () => {
        await before?.({ method, of: args[0] })
        const answer = await call()

        await after?.({ method, of: args[0] })

        return answer
      })(),
    )
  })

type Instead = (name: string, args: readonly unknown[], call: () => unknown) => unknown

const over = <T extends Collection | Db>(real: T, instead: Instead): T =>
  new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)

      if (typeof value !== 'function') {
        return value
      }

      return (...args: unknown[]) => {
        const call = () => Reflect.apply(value, target, args) as unknown

        return instead(String(name), args, call) ?? call()
      }
    },
  })
