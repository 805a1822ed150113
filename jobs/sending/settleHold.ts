import type { GateHold } from '../../src/domain/sendingGate.ts'
import type { StoredRow } from '../ledger/rows.ts'
import type { Settlement } from '../ledger/settlement.ts'

/** What is written of a row that the gate holds; what may be out already is looked for anew. */
export const settleHold = (row: StoredRow, { error, lookAt, state }: GateHold, now: Date): Settlement =>
  lookAt === undefined
    ? { outcome: { error, state }, row }
    : {
        lookInMs: Math.max(0, lookAt.getTime() - now.getTime()),
        outcome: { error, looks: 0, state },
        row,
      }
