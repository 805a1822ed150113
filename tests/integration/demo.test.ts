import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { getDb } from '../../src/database/getDb.ts'
import { seedDemo } from '../../src/demo/index.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'

describe('the demo', () => {
  let app: OpenPayloadWithFiles
  const now = new Date()

  beforeAll(async () => {
    app = await openPayloadWithFiles('demo')
    const t = Date.now()
    let last = t
    await seedDemo({ clock: () => now, payload: app.payload, report: (l) => { console.log(l, Date.now() - last); last = Date.now() } })
    console.log('total', Date.now() - t)
  })

  afterAll(() => app.close())

  it('x', async () => {
    const db = getDb(app.payload)
    for (const c of await db.listCollections().toArray()) console.log(c.name, await db.collection(c.name).countDocuments())
    console.dir(await db.collection('publications').aggregate([{ $group: { _id: { s: '$state', r: '$rehearsal' }, n: { $sum: 1 } } }]).toArray())
    console.dir(await db.collection('posts').aggregate([{ $group: { _id: { s: '$_status', r: '$stage' }, n: { $sum: 1 } } }]).toArray())
    console.dir(await db.collection('schedules').aggregate([{ $group: { _id: '$state', n: { $sum: 1 } } }]).toArray())
    console.dir(await db.collection('posts').findOne({ _status: 'published' }), { depth: 2 })
    expect(1).toBe(1)
  })
})
