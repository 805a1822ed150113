import { describe, expect, it } from 'vitest'

import { findStageMoves } from '../../src/admin/post/stageMoves.ts'

describe('findStageMoves', () => {
  it.each([
    ['lets an editor submit a draft', 'editor', 'draft', ['submit']],
    ['lets a reviewer approve a draft at once', 'reviewer', 'draft', ['approve']],
    ['lets an admin do both, approving first', 'admin', 'draft', ['approve', 'submit']],
    ['lets a reviewer approve or reject what is in review', 'reviewer', 'in-review', ['approve', 'reject']],
    ['lets an editor take back what is in review', 'editor', 'in-review', ['reopen']],
    ['lets a reviewer still reject what is approved', 'reviewer', 'approved', ['reject']],
    ['leaves an approved post alone for an editor', 'editor', 'approved', []],
    ['offers nothing to an analyst', 'analyst', 'draft', []],
  ] as const)('%s', (_title, role, stage, labels) => {
    expect(findStageMoves({ roles: [role], stage }).map(({ label }) => label)).toEqual(labels)
  })
})
