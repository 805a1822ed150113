import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createLocalStore } from '../../../media/stores/localStore.ts'
import { itHonoursTheStoreContract } from './storeContract.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-store-'))
})

afterEach(() => rm(directory, { force: true, recursive: true }))

describe('the local store', () => {
  itHonoursTheStoreContract(() => createLocalStore({ directory }))

  it('leaves no drafts behind', async () => {
    await createLocalStore({ directory }).write('a/b', Buffer.from('x'), 'image/png')

    expect(await readdir(path.join(directory, 'a'))).toEqual(['b'])
  })

  it('never mixes two writings of the same key', async () => {
    const store = createLocalStore({ directory })

    await Promise.all([
      store.write('key', Buffer.alloc(200_000, 1), 'image/png'),
      store.write('key', Buffer.alloc(100_000, 2), 'image/png'),
    ])

    const read = (await store.read('key')) ?? Buffer.alloc(0)

    expect([100_000, 200_000]).toContain(read.length)
    expect(new Set(read).size).toBe(1)
  })

  it.each(['../out', '/etc/passwd', 'a/../../out'])('refuses %s, which leads out of its folder', async (key) => {
    await expect(createLocalStore({ directory }).read(key)).rejects.toThrow('leads out of the store')
  })
})
