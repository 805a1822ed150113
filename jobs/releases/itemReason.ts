import type { Reason } from '../../src/domain/errors.ts'
import type { ItemReason } from '../../src/domain/release/graph.ts'
import type { ReleaseItem } from '../../src/domain/release/release.ts'

/** A reason against one item, or against the release as a whole. */
export const errorAt = (item: null | ReleaseItem, reason: Reason): ItemReason => ({
  ...reason,
  item: item?.key ?? null,
  severity: 'error',
})
