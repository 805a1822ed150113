import type { Db } from 'mongodb'

import { OPERATIONS } from '../../src/domain/slugs.ts'

/** Where Payload keeps its globals. */
const GLOBALS = 'globals'

/** Whether everything is frozen at this moment. */
export async function isFrozen(db: Db): Promise<boolean> {
  const operations = await db
    .collection(GLOBALS)
    .findOne({ globalType: OPERATIONS }, { projection: { _id: 0, frozen: 1 } })

  return operations?.['frozen'] === true
}
