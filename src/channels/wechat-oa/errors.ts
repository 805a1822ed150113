import { MINUTE } from '../../domain/duration.ts'
import { type ErrorRow, errorTable } from '../api/errorTable.ts'

/** developers.weixin.qq.com/doc/oplatform/developers/errCode, the pages of the calls, and community answers for 44003 and 45166. */
const ROWS: readonly ErrorRow[] = [
  // Busy: the page says to try again and not whether anything was taken.
  { class: 'unknown-outcome', codes: [-1] },
  { class: 'reauth-auto', codes: [40001, 40014, 42001, 42007] },
  // AppID or AppSecret are wrong, missing or frozen.
  { class: 'reauth-user', codes: [40013, 40125, 40243, 41002, 41004] },
  { class: 'not-allowed', codes: [40164, 61004], says: 'IP_NOT_LISTED' },
  { class: 'not-allowed', codes: [48001, 48004, 50001, 50002, 50004, 50005, 53500], says: 'PERMISSION_MISSING' },
  { class: 'disconnect', codes: [50007] },
  { class: 'throttled', codes: [45011, 53501], waitMs: MINUTE },
  // Per day, or for mass sends per day or month.
  { class: 'quota-exhausted', codes: [45009, 45028] },
  // The same clientmsgid is still being taken.
  { class: 'retry', codes: [45066], waitMs: MINUTE },
  { class: 'retry', codes: [61503] },
  { class: 'rejected-content', codes: [45166, 53503, 87014] },
  // Only the web page of WeChat can publish this draft.
  { class: 'needs-human', codes: [53504, 53505], says: 'ONLY_ON_PLATFORM' },
  {
    class: 'invalid-payload',
    codes: [
      40004, 40005, 40006, 40008, 40009, 41005, 41006, 44001, 44002, 44003, 44004, 45001, 45002, 45003, 45004, 45005,
      45008, 45067, 45110, 47001, 53600, 61500, 61501,
    ],
  },
]

/** For the call that publishes and all after it. */
export const errors = errorTable([
  ...ROWS,
  // Somebody published or deleted the draft in the meantime; drafting anew by itself could publish twice.
  { class: 'needs-human', codes: [40007, 53502], forgetsHandles: true, says: 'DRAFT_GONE' },
])

/** While drafting: a material that was deleted is uploaded again. */
export const draftingErrors = errorTable([...ROWS, { class: 'retry', codes: [40007], forgetsHandles: true }])
