import { BSON, type Document, Int32, Long, ObjectId, Timestamp } from 'mongodb'
import { describe, expect, it } from 'vitest'

import { readBatch, readBson } from '../../src/calendar/readBson.ts'

const ID = '650000000000000000000001'
const AT = new Date('2026-11-22T12:00:00.123Z')
const read = (document: Document) => readBson(BSON.serialize(document))

describe('readBson', () => {
  it.each<[string, unknown, unknown]>([
    ['an id as a text', new ObjectId(ID), ID],
    ['an instant', AT, AT],
    ['an instant before 1970', new Date(-1), new Date(-1)],
    ['a text in any script', '春日防晒 🌞', '春日防晒 🌞'],
    ['an empty text', '', ''],
    ['a yes', true, true],
    ['a no', false, false],
    ['a whole number', new Int32(-7), -7],
    ['a long one', Long.fromNumber(2 ** 40), 2 ** 40],
    ['a broken one', 0.5, 0.5],
    ['nothing', null, null],
    ['a document', { zh: { title: '标题' } }, { zh: { title: '标题' } }],
    ['a list', [new ObjectId(ID), { at: AT }, []], [ID, { at: AT }, []]],
  ])('reads %s', (_title, value, expected) => {
    expect(read({ before: 1, value, zafter: 2 })).toEqual({ before: 1, value: expected, zafter: 2 })
  })

  it('reads a document in the middle of other bytes', () => {
    const bytes = BSON.serialize({ post: new ObjectId(ID) })
    const among = new Uint8Array(bytes.length + 10)

    among.set(bytes, 5)

    expect(readBson(among.subarray(5, 5 + bytes.length))).toEqual({ post: ID })
  })

  it('reads an empty document', () => {
    expect(read({})).toEqual({})
  })

  it('refuses what the calendar never asks for', () => {
    expect(() => read({ value: new Timestamp({ i: 1, t: 1 }) })).toThrow(TypeError)
  })
})

describe('readBatch', () => {
  const batchOf = (firstBatch: Document[]) =>
    BSON.serialize({ before: { firstBatch: 1 }, firstBatch, id: Long.MAX_VALUE, ns: 'drumbeat.posts' })

  it('keeps of each document what is made of it, in their order', () => {
    const documents = Array.from({ length: 120 }, (_, n) => ({ n, post: new ObjectId(ID), title: `标题 ${n}` }))

    expect(readBatch(batchOf(documents), ({ title }: { title: string }) => title)).toEqual(
      documents.map(({ title }) => title),
    )
  })

  it('keeps names apart that fall on one place of its memory', () => {
    const names = Array.from({ length: 600 }, (_, n) => `name${n}`)
    const document = Object.fromEntries(names.map((name, n) => [name, n]))

    expect(readBatch(batchOf([document, document]), (found) => found)).toEqual([document, document])
  })

  it('reads none from an empty batch', () => {
    expect(readBatch(batchOf([]), (found) => found)).toEqual([])
  })
})
