import { createTokenKeeper, type KeptToken, type TokenStore } from '../../src/channels/tokens/createTokenKeeper.ts'
import type { ChannelAccount, ChannelOptions } from '../../src/domain/channelAdapter.ts'
import type { MediaFiles } from '../../src/domain/mediaFiles.ts'

/** An account, live and empty unless told otherwise. */
export const anAccount = (changes: Partial<ChannelAccount> = {}): ChannelAccount => ({
  credentials: {},
  id: '650000000000000000000006',
  kind: 'test',
  limits: {},
  mode: 'live',
  name: '品牌官方号',
  settings: {},
  slug: 'brand',
  timeZone: 'Asia/Shanghai',
  ...changes,
})

/** What an adapter is made of, with nobody to call unless `fetch` is given. */
export const channelOptions = ({
  account = {},
  ...changes
}: Partial<Omit<ChannelOptions, 'account'>> & { account?: Partial<ChannelAccount> } = {}): ChannelOptions => {
  const clock = changes.clock ?? (() => new Date())

  return {
    account: anAccount(account),
    clock,
    connect: () => Promise.reject(new Error('nothing may be connected to here')),
    fetch: () => Promise.reject(new Error('nothing may be called here')),
    files: someFiles,
    publicUrl: 'https://beat.example',
    tokens: (fetchToken) => createTokenKeeper({ clock, fetchToken, store: createMemoryTokenStore() }),
    ...changes,
  }
}

/** A PNG of one pixel for every id; asked for less than its size, it cannot be made to fit. */
export const someFiles: MediaFiles = {
  read: ({ media }) =>
    Promise.resolve({
      bytes: new Uint8Array(Buffer.from(PIXEL, 'base64')),
      fileName: `${media.id}.png`,
      height: 1,
      mimeType: 'image/png',
      width: 1,
    }),
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** A token store of one process. */
export function createMemoryTokenStore(first: KeptToken | null = null): TokenStore & { isLocked(): boolean } {
  let isLocked = false
  let kept = first

  return {
    isLocked: () => isLocked,
    lock() {
      if (isLocked) {
        return Promise.resolve(null)
      }

      isLocked = true

      return Promise.resolve({
        release: () => {
          isLocked = false

          return Promise.resolve()
        },
        write: (token) => {
          isLocked = false
          kept = token

          return Promise.resolve(true)
        },
      })
    },
    read: () => Promise.resolve(kept),
  }
}
