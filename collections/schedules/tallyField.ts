import type { Field } from 'payload'

import { writtenBySystem } from '../../src/access/fieldAccess.ts'

const count = (name: string, label: { en: string; zh: string }): Field => ({
  name,
  type: 'number',
  admin: { readOnly: true },
  label,
})

/** What became of the schedule's publications, as the ledger says; the state says what was asked for. */
export const tallyField: Field = {
  name: 'tally',
  type: 'group',
  access: writtenBySystem,
  admin: {
    description: {
      en: '“Armed” stays until nothing is open any more: what failed can still be sent again.',
      zh: '仍有未完成的发布时保持“已就绪”：失败的仍可重试。',
    },
    position: 'sidebar',
    readOnly: true,
  },
  fields: [
    count('out', { en: 'Out', zh: '已发出' }),
    count('upcoming', { en: 'To come', zh: '待发出' }),
    count('attention', { en: 'Needs a person', zh: '需要处理' }),
  ],
  label: { en: 'Outcome so far', zh: '目前结果' },
}
