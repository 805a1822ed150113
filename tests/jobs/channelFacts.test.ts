import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'

import { channelFacts } from '../../jobs/arming/facts.ts'
import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'

const registry = { find: (kind: string) => BUILT_IN_KINDS.find(({ manifest }) => manifest.kind === kind) ?? null }
const factsOf = (kind: string) =>
  channelFacts({ _id: new ObjectId(), kind, mode: 'live', name: '群' }, registry as Parameters<typeof channelFacts>[1])

describe('channelFacts', () => {
  it.each([
    ['feishu-robot', { busyMinutes: [0, 30], refusesDuplicates: false }],
    ['weibo', { busyMinutes: [], refusesDuplicates: true }],
    ['nobody', { busyMinutes: [], isKnownKind: false }],
  ])('says of %s what its manifest says', (kind, expected) => {
    expect(factsOf(kind)).toMatchObject(expected)
  })
})
