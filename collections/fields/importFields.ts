import type { Field } from 'payload'

import { writtenBySystem } from '../../src/access/fieldAccess.ts'

/** Which row of a content plan a document came from, and what that row said; so a second import makes no double. */
export const importFields: Field[] = [
  {
    name: 'importKey',
    type: 'text',
    access: writtenBySystem,
    admin: { hidden: true },
    index: true,
    label: { en: 'Key in the plan', zh: '计划表编号' },
  },
  {
    name: 'importFingerprint',
    type: 'text',
    access: writtenBySystem,
    admin: { hidden: true },
    label: { en: 'Fingerprint of the row', zh: '计划表行指纹' },
  },
]
