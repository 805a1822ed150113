import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { parseEnv } from '../../src/config/env.ts'
import { openSecret } from '../../src/config/secret.ts'

describe('parseEnv', () => {
  it('names every bad variable at once, each with its reason', () => {
    const parse = (): unknown =>
      parseEnv({ DATABASE_URI: 'postgres://x', DRUMBEAT_DEMO: 'yes', PAYLOAD_SECRET: 'short', PORT: 'abc' })

    expect(parse).toThrow('4 bad variable(s)')
    expect(parse).toThrow('DATABASE_URI: must start with mongodb:// or mongodb+srv://')
    expect(parse).toThrow('DRUMBEAT_DEMO: must be on or off')
    expect(parse).toThrow('PAYLOAD_SECRET: must have at least 16 characters')
    expect(parse).toThrow('PORT: must be a whole number from 0 to 65535')
  })

  it('takes an empty variable as absent', () => {
    expect(parseEnv({ PORT: '' }).PORT).toBe(3000)
  })
})

describe('openSecret', () => {
  const makeDirectory = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'drumbeat-secret-'))

  it('makes one that only its owner can read, and finds it again', async () => {
    const dataDirectory = await makeDirectory()
    const made = await openSecret({ dataDirectory, env: parseEnv({}) })

    expect(await openSecret({ dataDirectory, env: parseEnv({}) })).toBe(made)
    expect(await readFile(path.join(dataDirectory, 'secret'), 'utf8')).toBe(made)
    expect((await stat(path.join(dataDirectory, 'secret'))).mode & 0o777).toBe(0o600)
  })

  it('demands one for a database in production', async () => {
    const env = parseEnv({ DATABASE_URI: 'mongodb://db/drumbeat', NODE_ENV: 'production' })

    await expect(openSecret({ dataDirectory: await makeDirectory(), env })).rejects.toThrow('PAYLOAD_SECRET is not set')
  })
})
