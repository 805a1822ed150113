import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { databaseOf } from '../../src/database/handles.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { ItemReason } from '../../src/domain/release/graph.ts'
import { holdKey, type ReleaseItem } from '../../src/domain/release/release.ts'
import { CAMPAIGNS } from '../../src/domain/slugs.ts'
import { errorAt } from './itemReason.ts'
import { runsOf } from './records.ts'

export interface CheckHoldsArgs {
  campaignId: string
  items: readonly ReleaseItem[]
  req: PayloadRequest
}

/** Finds items that another armed release has; the unique index decides, this tells which one it is. */
export async function checkHolds({ campaignId, items, req }: CheckHoldsArgs): Promise<ItemReason[]> {
  const db = databaseOf(req.payload)
  const others = await runsOf(db)
    .find({ _id: { $ne: new ObjectId(campaignId) }, held: { $in: items.map(({ subject }) => holdKey(subject)) } })
    .project<{ _id: ObjectId; held: string[] }>({ held: 1 })
    .toArray()

  if (others.length === 0) {
    return []
  }

  const names = new Map(
    (
      await db
        .collection(CAMPAIGNS)
        .find({ _id: { $in: others.map(({ _id }) => _id) } }, { projection: { name: 1 } })
        .toArray()
    ).map(({ _id, name }) => [String(_id), String(name)]),
  )

  return items.flatMap((item) => {
    const other = others.find(({ held }) => held.includes(holdKey(item.subject)))

    return other === undefined
      ? []
      : [
          errorAt(
            item,
            reason('ITEM_HELD', {
              path: 'subject',
              values: { campaign: names.get(String(other._id)) ?? String(other._id) },
            }),
          ),
        ]
  })
}
