import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { HOUR } from '../../../src/domain/duration.ts'
import { heldBy } from '../../../src/domain/release/heldBy.ts'
import { decideReleaseHold } from '../../../src/domain/release/hold.ts'
import { decideNextStep, type NextStepFacts, type ReleaseStep } from '../../../src/domain/release/nextStep.ts'
import type { ItemProgress } from '../../../src/domain/release/progress.ts'
import {
  canMoveRelease,
  isSettled,
  RELEASE_ITEM_STATES,
  RELEASE_STATES,
  type ReleaseRun,
  type RunItem,
} from '../../../src/domain/release/release.ts'
import { aRun, aRunItem } from '../../support/aRelease.ts'

const now = new Date('2026-12-12T12:00:00Z')
const earlier = new Date(now.getTime() - HOUR)
const later = new Date(now.getTime() + HOUR)
const facts = (given: Partial<NextStepFacts> = {}): NextStepFacts => ({
  endAt: null,
  canFree: true,
  isPaused: false,
  now,
  progress: new Map(),
  tried: new Set(),
  undoing: new Map(),
  ...given,
})
const progress = (key: string, state: ItemProgress['state']) => new Map([[key, { error: null, state }]])
const offer = (key: string, given: Partial<RunItem> = {}) =>
  aRunItem({ action: 'start', key, subject: { id: key.padEnd(24, '0'), slug: 'offers' }, ...given })
const tell = (step: null | ReleaseStep): string =>
  step === null
    ? 'nothing'
    : [step.action, 'key' in step ? step.key : '', 'state' in step ? step.state : ''].filter(Boolean).join(' ')

describe('decideNextStep', () => {
  it.each<[string, ReleaseRun, Partial<NextStepFacts>, string]>([
    ['waits for a time to come', aRun([offer('a', { at: later })]), {}, 'nothing'],
    ['begins what is due', aRun([offer('a', { at: earlier })]), {}, 'begin a'],
    ['begins at once what has no time', aRun([offer('a')]), {}, 'begin a'],
    ['begins nothing while the campaign is paused', aRun([offer('a')]), { isPaused: true }, 'nothing'],
    ['leaves publications to the gate', aRun([aRunItem({ at: earlier, key: 'a' })]), {}, 'nothing'],
    ['waits for a dependency', aRun([aRunItem({ key: 'a' }), offer('b', { after: ['a'] })]), {}, 'nothing'],
    [
      'begins once the dependency is done',
      aRun([aRunItem({ key: 'a', state: 'done' }), offer('b', { after: ['a'] })], { state: 'running' }),
      {},
      'begin b',
    ],
    ['notes what the ledger says', aRun([aRunItem({ key: 'a' })]), { progress: progress('a', 'begun') }, 'note a'],
    ['runs once something has begun', aRun([aRunItem({ key: 'a', state: 'begun' })]), {}, 'go running'],
    [
      'carries out what a dead worker had begun',
      aRun([offer('a', { state: 'begun' })], { state: 'running' }),
      {},
      'perform a',
    ],
    [
      'stops at the first failure when told to',
      aRun([aRunItem({ key: 'a', state: 'failed' }), offer('b')], { state: 'running' }),
      {},
      'go stopped',
    ],
    [
      'goes on after a failure when told to',
      aRun([aRunItem({ key: 'a', state: 'failed' }), offer('b')], { onFailure: 'continue', state: 'running' }),
      {},
      'begin b',
    ],
    [
      'leaves out what depends on a failure',
      aRun([aRunItem({ key: 'a', state: 'failed' }), offer('b', { after: ['a'] })], {
        onFailure: 'continue',
        state: 'running',
      }),
      {},
      'clear b',
    ],
    [
      'counts a failure that a person mended as done',
      aRun([aRunItem({ key: 'a', state: 'failed' })], { onFailure: 'continue', state: 'running' }),
      { progress: progress('a', 'done') },
      'note a',
    ],
    ['is done when all is settled', aRun([aRunItem({ key: 'a', state: 'done' })], { state: 'running' }), {}, 'go done'],
    ['gives its items free when done', aRun([aRunItem({ key: 'a', state: 'done' })], { state: 'done' }), {}, 'free'],
    ['takes back the rest once stopped', aRun([aRunItem({ key: 'a' })], { state: 'stopped' }), {}, 'clear a'],
    [
      'takes back the other channels of what failed',
      aRun([aRunItem({ key: 'a', state: 'failed' })], { state: 'stopped' }),
      {},
      'clear a',
    ],
    [
      'leaves for later what does not let itself be moved',
      aRun([aRunItem({ key: 'a' })], { state: 'stopped' }),
      { tried: new Set(['a']) },
      'nothing',
    ],
    [
      'reverts at the end of the campaign',
      aRun([aRunItem({ key: 'a', state: 'done' })], { revert: 'withdraw', state: 'done' }),
      { endAt: earlier, canFree: false },
      'revert',
    ],
    [
      'reverts what is still running at the end of the campaign',
      aRun([aRunItem({ key: 'a' })], { revert: 'withdraw', state: 'running' }),
      { endAt: earlier },
      'revert',
    ],
    [
      'leaves everything at the end when told to',
      aRun([aRunItem({ key: 'a', state: 'done' })], { state: 'done' }),
      { endAt: earlier, canFree: false },
      'nothing',
    ],
    [
      'never reverts what was cancelled by itself',
      aRun([aRunItem({ key: 'a', state: 'done' })], { revert: 'withdraw', state: 'cancelled' }),
      { endAt: earlier, canFree: false },
      'nothing',
    ],
  ])('%s', (_title, run, given, expected) => {
    expect(tell(decideNextStep(run, facts(given)))).toBe(expected)
  })

  it('takes back from the last to the first', () => {
    const undo = { asked: false, error: null, rows: [], state: 'waiting' as const }
    const items = ['a', 'b'].map((key) => aRunItem({ key, state: 'done', undo }))

    expect(
      tell(decideNextStep(aRun(items, { revert: 'withdraw', state: 'reverting' }), facts({ canFree: false }))),
    ).toBe('undo b')
  })

  it('never begins anything before its time or before what it depends on, and only moves where it may', () => {
    fc.assert(
      fc.property(runs, fc.option(fc.constantFrom(earlier, later)), (run, endAt) => {
        const step = decideNextStep(run, facts({ endAt }))

        if (step?.action === 'begin') {
          const item = run.items.find(({ key }) => key === step.key)

          expect(item?.state).toBe('waiting')
          expect(item?.at === null || (item?.at ?? later) <= now).toBe(true)
          expect(item?.after.every((key) => run.items.find((other) => other.key === key)?.state === 'done')).toBe(true)
          expect(['armed', 'running']).toContain(run.state)
        }

        if (step?.action === 'go' || step?.action === 'revert') {
          expect(canMoveRelease(run.state, step.action === 'go' ? step.state : 'reverting')).toBe(true)
        }

        if (step?.action === 'free') {
          expect(run.items.every(isSettled)).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('heldBy', () => {
  const items = [
    offer('a', { state: 'done' }),
    aRunItem({ key: 'b', state: 'skipped' }),
    aRunItem({ key: 'c', state: 'failed' }),
  ]
  const subjects = (held: readonly string[]) => held.map((key) => key.split(':')[1]?.charAt(0)).join('')

  it.each<[string, ReleaseRun, string]>([
    ['all that may still do something', aRun([...items, offer('d')]), 'd'],
    ['what the end of the campaign takes back', aRun(items, { revert: 'withdraw', state: 'done' }), 'ac'],
    ['nothing once that is called off', aRun(items, { state: 'done' }), ''],
    ['nothing once it is taken back', aRun(items, { revert: 'withdraw', state: 'reverted' }), ''],
    ['nothing of what was cancelled', aRun(items, { revert: 'withdraw', state: 'cancelled' }), ''],
  ])('names %s', (_title, run, expected) => {
    expect(subjects(heldBy(run))).toBe(expected)
  })
})

describe('decideReleaseHold', () => {
  const second = aRunItem({ after: ['a'], key: 'b' })

  it.each<[string, ReleaseRun, null | string]>([
    ['holds what depends on something open', aRun([aRunItem({ key: 'a' }), second]), 'RELEASE_WAITS'],
    ['lets go once that is done', aRun([aRunItem({ key: 'a', state: 'done' }), second]), null],
    ['lets go what depends on nothing', aRun([{ ...second, after: [] }]), null],
    ['holds everything once stopped', aRun([{ ...second, after: [] }], { state: 'stopped' }), 'RELEASE_STOPPED'],
    ['holds everything once cancelled', aRun([{ ...second, after: [] }], { state: 'cancelled' }), 'RELEASE_STOPPED'],
    ['holds what is left out', aRun([{ ...second, state: 'skipped' }]), 'RELEASE_STOPPED'],
    ['lets a person arm again what was left out', aRun([{ ...second, performed: true, state: 'skipped' }]), null],
    ['lets a person try again what failed', aRun([{ ...second, state: 'failed' }]), null],
    [
      'lets a person try again what failed, while only the end of the campaign is to come',
      aRun([{ ...second, state: 'failed' }], { revert: 'withdraw', state: 'done' }),
      null,
    ],
    ['knows nothing of other schedules', aRun([aRunItem({ key: 'a' })]), null],
  ])('%s', (_title, run, code) => {
    expect(decideReleaseHold(run, second.subject.id)?.code ?? null).toBe(code)
  })
})

const runs = fc
  .record({
    items: fc.array(
      fc.record({
        action: fc.constantFrom('publish' as const, 'start' as const, 'withdraw' as const),
        after: fc.array(fc.constantFrom('k0', 'k1', 'k2', 'k3'), { maxLength: 2 }),
        at: fc.option(fc.constantFrom(earlier, later)),
        performed: fc.boolean(),
        state: fc.constantFrom(...RELEASE_ITEM_STATES),
      }),
      { maxLength: 4, minLength: 1 },
    ),
    onFailure: fc.constantFrom('continue' as const, 'stop' as const),
    revert: fc.constantFrom('none' as const, 'restore' as const, 'withdraw' as const),
    state: fc.constantFrom(...RELEASE_STATES),
  })
  .map(({ items, ...run }) =>
    aRun(
      items.map((item, index) => aRunItem({ ...item, key: `k${index}` })),
      run,
    ),
  )
