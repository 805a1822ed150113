import { expect, it } from 'vitest'

import type { RenditionStore } from '../../../media/stores/renditionStore.ts'

/** What every store of renditions promises. */
export function itHonoursTheStoreContract(open: () => RenditionStore): void {
  const key = '665f0c0a9b1e8a0012345678/0123456789abcdef/weibo/plain/50-50'

  it('gives back what was written', async () => {
    await open().write(key, Buffer.from([1, 2, 3]), 'image/png')

    expect(await open().read(key)).toEqual(Buffer.from([1, 2, 3]))
  })

  it('keeps what was written last', async () => {
    await open().write(key, Buffer.from([1, 2, 3]), 'image/png')
    await open().write(key, Buffer.from([4]), 'image/png')

    expect(await open().read(key)).toEqual(Buffer.from([4]))
  })

  it('gives null for what was never written', async () => {
    expect(await open().read('nothing/there')).toBeNull()
  })
}
