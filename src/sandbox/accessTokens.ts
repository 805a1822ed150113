import type { StandInContext } from './standIn.ts'

/** What was handed out last, to whom. */
export interface HandedOut {
  /** Whose it is, such as the appid. */
  holder: string
  isForced: boolean
  value: string
}

/** Access tokens of a stand-in: one at a time per account, the same for all who ask, until it is forced or expires. */
export function createAccessTokens({
  isToken,
  nextNumber,
  objects,
}: Pick<StandInContext, 'isToken' | 'nextNumber' | 'objects'>) {
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
    /**
     * Takes a refresh token and gives the next one, which alone is good from then on; null for one that is not, or no more.
     *
     * One that is shown a second time ends the whole grant, as RFC 9700 (4.14.2) wants it: only what a person grants anew is taken then.
     */
    async renew(account: string, { holder, shown }: { holder: string; shown: string }): Promise<string | null> {
      const chain = await objects.find(account, 'refresh', holder)
      const isGood = chain === null ? isToken(shown) : chain['value'] === shown

      if (!isGood) {
        await objects.remove(account, 'refresh', holder)

        return null
      }

      const value = `stand-in-refresh-${await nextNumber(account, 'refresh')}`

      await objects.put(account, 'refresh', holder, { value })

      return value
    },
    /** Null for a token that is not, or no more, good. */
    async read(account: string, value: unknown): Promise<HandedOut | null> {
      const current = await find(account)

      return current !== null && current.value === value ? current : null
    },
  }
}
