import type { StandInContext } from './standIn.ts'

/** What was handed out last, to whom. */
export interface HandedOut {
  /** Whose it is, such as the appid. */
  holder: string
  isForced: boolean
  value: string
}

/** Access tokens of a stand-in: one at a time per account, the same for all who ask, until it is forced or expires. */
export function createAccessTokens({ nextNumber, objects }: Pick<StandInContext, 'nextNumber' | 'objects'>) {
  const find = async (account: string): Promise<HandedOut | null> =>
    (await objects.find(account, 'token', 'current')) as HandedOut | null

  return {
    expire: (account: string): Promise<boolean> => objects.remove(account, 'token', 'current'),
    async handOut(account: string, { holder, isForced }: Pick<HandedOut, 'holder' | 'isForced'>): Promise<string> {
      const current = await find(account)

      if (current?.holder === holder && !isForced) {
        return current.value
      }

      const value = `stand-in-access-${await nextNumber(account, 'token')}`

      await objects.put(account, 'token', 'current', { holder, isForced, value })

      return value
    },
    /** Null for a token that is not, or no more, good. */
    async read(account: string, value: unknown): Promise<HandedOut | null> {
      const current = await find(account)

      return current !== null && current.value === value ? current : null
    },
  }
}
