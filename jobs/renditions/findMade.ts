import type { Db } from 'mongodb'

import { keyOf, parsePath } from '../../src/domain/rendition/address.ts'
import { renditionRows } from './records.ts'

/** A key has about a hundred bytes. */
const AT_ONCE = 5_000

/** Those of some paths whose pictures are made; one query for thousands. What is no such path is not made. */
export async function findMade(db: Db, paths: readonly string[]): Promise<string[]> {
  const keys = new Map(paths.map((path) => [path, keyIn(path)]))
  const wanted = [...new Set(keys.values())].filter((key) => key !== null)
  const made = new Set<string | null>()

  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const found = await renditionRows(db)
      .find({ _id: { $in: wanted.slice(at, at + AT_ONCE) }, state: 'made' }, { projection: { _id: 1 } })
      .toArray()

    found.forEach(({ _id }) => made.add(_id))
  }

  return paths.filter((path) => made.has(keys.get(path) ?? null))
}

function keyIn(path: string): string | null {
  const address = parsePath(path)

  return address && keyOf(address)
}
