import { describe, expect, it } from 'vitest'

import { decideStage, type DecideStageArgs } from '../../src/domain/postStage.ts'

const aSave = (over: Partial<DecideStageArgs>): DecideStageArgs => ({
  hasContentChanged: false,
  note: '',
  previous: 'draft',
  requested: 'draft',
  roles: ['editor'],
  ...over,
})

describe('decideStage', () => {
  it.each([
    ['lets an editor ask for review', { requested: 'in-review' }, { stage: 'in-review' }],
    ['lets a reviewer approve', { requested: 'approved', roles: ['reviewer'] }, { stage: 'approved' }],
    [
      'lets a reviewer approve what was changed in the same save',
      { hasContentChanged: true, requested: 'approved', roles: ['reviewer'] },
      { stage: 'approved' },
    ],
    [
      'takes an approval back when the words change',
      { hasContentChanged: true, previous: 'approved', requested: 'approved' },
      { stage: 'draft' },
    ],
    [
      'takes it back from a reviewer too',
      { hasContentChanged: true, previous: 'approved', requested: 'approved', roles: ['reviewer'] },
      { stage: 'draft' },
    ],
    [
      'keeps an approval when only notes change',
      { previous: 'approved', requested: 'approved' },
      { stage: 'approved' },
    ],
    [
      'leaves a post in review while it is mended',
      { hasContentChanged: true, previous: 'in-review', requested: 'in-review' },
      { stage: 'in-review' },
    ],
    [
      'reopens a rejected post that is mended',
      { hasContentChanged: true, previous: 'rejected', requested: 'rejected' },
      { stage: 'draft' },
    ],
    [
      'trusts code without a person',
      { hasContentChanged: true, previous: 'approved', requested: 'approved', roles: null },
      { stage: 'approved' },
    ],
    [
      'takes a rejection with its reason',
      { note: '缺少标识', requested: 'rejected', roles: ['admin'] },
      { stage: 'rejected' },
    ],
  ] as const)('%s', (_title, given, expected) => {
    expect(decideStage(aSave(given))).toEqual(expected)
  })

  it.each([
    ['an approval by an editor', { requested: 'approved' }, 'stage'],
    ['an approval on creation by an editor', { previous: null, requested: 'approved' }, 'stage'],
    ['a rejection by a KOL manager', { note: '不行', requested: 'rejected', roles: ['kol-manager'] }, 'stage'],
    ['a rejection without a reason', { note: '  ', requested: 'rejected', roles: ['reviewer'] }, 'reviewNote'],
  ] as const)('refuses %s', (_title, given, path) => {
    expect(decideStage(aSave(given))).toMatchObject({ path })
  })
})
