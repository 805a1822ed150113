import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { claimOwnerFile } from '../../src/database/ownerFile.ts'
import { findProcessIdentity } from '../../src/database/processIdentity.ts'

const makeFile = async (): Promise<string> =>
  path.join(await mkdtemp(path.join(tmpdir(), 'drumbeat-owner-')), 'owner.json')

describe('claimOwnerFile', () => {
  it('lets exactly one of many that come at once be the owner', async () => {
    const file = await makeFile()
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimOwnerFile(file, {})))

    expect(claims.filter(({ isOurs }) => isOurs)).toHaveLength(1)
  })

  it('hands over what a dead owner left', async () => {
    const file = await makeFile()
    const child = spawn('true')

    await once(child, 'exit')
    await writeFile(file, JSON.stringify({ identity: '1', notes: { port: 7 }, pid: child.pid }))

    expect(await claimOwnerFile(file, { port: 8 })).toMatchObject({ isOurs: true, left: { port: 7 } })
  })

  it('is not deceived by a pid that another process has now', async () => {
    const file = await makeFile()

    await writeFile(file, JSON.stringify({ identity: 'of an earlier boot', notes: {}, pid: process.pid }))

    expect((await claimOwnerFile(file, {})).isOurs).toBe(true)
  })

  it('frees the place on release', async () => {
    const file = await makeFile()
    const first = await claimOwnerFile(file, {})

    if (first.isOurs) {
      await first.release()
    }

    expect((await claimOwnerFile(file, {})).isOurs).toBe(true)
  })
})

describe('findProcessIdentity', () => {
  it('is null for a process that has ended', async () => {
    const child = spawn('true')

    await once(child, 'exit')

    expect(await findProcessIdentity(child.pid ?? 0)).toBeNull()
  })
})
