import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { createSecretBox } from '../../src/channels/secretBox.ts'
import { CHANNEL_TOKENS } from '../../src/channels/tokens/mongoTokenStore.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { type Command, startCommand } from '../support/command.ts'

const DATABASE = 'rotate_secrets'
const TOKENS = 4_000
const SECRETS = { lost: 'a secret that somebody lost', now: 'the secret of after it', old: 'the secret of before it' }

const old = createSecretBox({ secret: SECRETS.old })
const now = createSecretBox({ secret: SECRETS.now })
const broken = new ObjectId()

let client: MongoClient
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?replicaSet=drumbeat`).connect()
  db = client.db(DATABASE)
  await db.dropDatabase()
  await db.collection(CHANNELS).insertMany([
    { credentials: { appSecret: old.seal('s1') }, slug: 'one' },
    { _id: broken, credentials: { appSecret: createSecretBox({ secret: SECRETS.lost }).seal('s2') }, slug: 'other' },
  ])
  await db
    .collection<{ _id: string; sealed: string }>(CHANNEL_TOKENS)
    .insertMany(
      Array.from({ length: TOKENS }, (_, index) => ({ _id: `t${index}`, sealed: old.seal(`token ${index}`) })),
    )
})

afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

/** `npm run rotate-secrets`, as a process of its own. */
const rotate = (oldSecrets: string): Command =>
  startCommand({
    entry: 'src/cli/rotate.ts',
    variables: {
      CREDENTIALS_OLD_SECRETS: oldSecrets,
      CREDENTIALS_SECRET: SECRETS.now,
      DATABASE_URI: `${inject('mongoUri')}/${DATABASE}?replicaSet=drumbeat`,
      PAYLOAD_SECRET: 'a-secret-for-tests-only',
    },
  })

const readTokens = () => db.collection<{ _id: string; sealed: string }>(CHANNEL_TOKENS).find().toArray()
const countCurrent = async (): Promise<number> =>
  (await readTokens()).filter(({ sealed }) => now.isCurrent(sealed)).length

/** Steps of one rotation: each goes on where the one before ended. */
describe('rotate-secrets, as a process', () => {
  it('loses nothing when it is killed in the middle', async () => {
    const command = rotate(SECRETS.old)

    await expect.poll(countCurrent, { interval: 20, timeout: 60_000 }).toBeGreaterThan(0)
    command.child.kill('SIGKILL')
    await command.exited

    const tokens = await readTokens()
    const both = createSecretBox({ oldSecrets: [SECRETS.old], secret: SECRETS.now })

    expect(await countCurrent()).toBeLessThan(TOKENS)
    expect(tokens.map(({ _id, sealed }) => [_id, both.open(sealed)])).toEqual(
      tokens.map(({ _id }) => [_id, `token ${_id.slice(1)}`]),
    )
  })

  it('goes on from there, names what a lost key sealed, and ends with 1', async () => {
    const before = await countCurrent()
    const command = rotate(SECRETS.old)

    expect(await command.exited, command.output()).toBe(1)
    // The credential of the channel was sealed anew before the tokens.
    expect(command.output()).toContain(
      `${TOKENS - before} sealed anew, ${before + 1} were already under the key of now.`,
    )
    expect(command.output()).toContain(`channels/${broken.toHexString()} credentials.appSecret`)
    expect(command.output()).toContain('CREDENTIALS_OLD_SECRETS')
    expect(Object.values(SECRETS).filter((secret) => command.output().includes(secret))).toEqual([])
    expect(await countCurrent()).toBe(TOKENS)
  })

  it('ends well once the lost key is found', async () => {
    const command = rotate(`${SECRETS.old}, ${SECRETS.lost}`)

    expect(await command.exited, command.output()).toBe(0)
    expect(command.output()).toContain('1 sealed anew')

    const channel = await db.collection<{ credentials: { appSecret: string } }>(CHANNELS).findOne({ _id: broken })

    expect(now.open(channel?.credentials.appSecret ?? '')).toBe('s2')
  })
})
