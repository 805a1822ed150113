import { type Db, type Document, MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { findPlain } from '../../src/calendar/findPlain.ts'
import { MIB } from '../../src/domain/duration.ts'

let client: MongoClient
let commands: string[]
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`, { monitorCommands: true }).connect()
  client.on('commandStarted', ({ commandName }) => commands.push(commandName))
  db = client.db('find_plain')
})

beforeEach(async () => {
  commands = []
  await db.dropDatabase()
})

afterAll(() => client.close())

const find = (given: { filter?: Document; limit?: number } = {}) =>
  findPlain({
    collection: 'things',
    db,
    fields: { _id: 0, n: 1, text: 1 },
    filter: given.filter ?? {},
    limit: given.limit ?? 10_000,
    read: ({ n, text }: { n: number; text: string }) => `${n} ${text.length}`,
    sort: { n: 1 },
  })

describe('findPlain', () => {
  it('finds more than the driver has in a batch in one round trip', async () => {
    await db.collection('things').insertMany(Array.from({ length: 2_500 }, (_, n) => ({ n, text: '文' })))
    commands = []

    expect(await find()).toEqual(Array.from({ length: 2_500 }, (_, n) => `${n} 1`))
    expect(commands).toEqual(['find'])
  })

  it('stops at its limit', async () => {
    await db.collection('things').insertMany(Array.from({ length: 20 }, (_, n) => ({ n, text: '' })))

    expect(await find({ limit: 3 })).toEqual(['0 0', '1 0', '2 0'])
  })

  it('finds what no one batch holds', async () => {
    const text = 'x'.repeat(MIB)

    await db.collection('things').insertMany(Array.from({ length: 40 }, (_, n) => ({ n, text })))

    expect(await find()).toEqual(Array.from({ length: 40 }, (_, n) => `${n} ${MIB}`))
  })

  it('finds nothing where there is nothing', async () => {
    expect(await find()).toEqual([])
  })

  it('tells what the database refuses', async () => {
    await expect(find({ filter: { $unheard: 1 } })).rejects.toThrow('unheard')
  })
})
