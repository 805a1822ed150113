import { describe, expect, it } from 'vitest'

import { identify, type KnownBlackout, planBlackouts } from '../../../src/domain/rhythm/blackoutImport.ts'

const now = new Date('2026-11-01T00:00:00Z')
const span = {
  fromAt: new Date('2026-12-13T00:00:00Z'),
  name: '公祭日',
  note: '',
  uid: 'mourning',
  untilAt: new Date('2026-12-14T00:00:00Z'),
}
const known = (given: Partial<KnownBlackout> = {}): KnownBlackout => ({ ...span, channels: [], ...given })

describe('planBlackouts', () => {
  it.each([
    [
      'makes one for channels that have none yet',
      [known({ channels: ['a'], uid: identify('mourning', ['a']) })],
      ['create', 'skip'],
    ],
    ['makes one beside that of every channel', [known()], ['create', 'skip']],
    [
      'knows what was read for the same channels',
      [known({ channels: ['b'], uid: identify('mourning', ['b']) })],
      ['skip'],
    ],
    [
      'knows it where people chose other channels since',
      [known({ channels: ['c'], uid: identify('mourning', ['b']) })],
      ['skip'],
    ],
    ['knows what holds for the same channels under another name', [known({ channels: ['b'] })], ['skip']],
    [
      'follows the calendar for all channels',
      [known({ name: '旧' }), known({ channels: ['b'], name: '旧', uid: identify('mourning', ['b']) })],
      ['update', 'update'],
    ],
  ])('%s', (_title, before, actions) => {
    const planned = planBlackouts({ channels: ['b'], known: before, now, spans: [span] })

    expect(planned.map(({ action }) => action).sort()).toEqual(actions)
  })

  it('takes back what is called off, for whatever channels it was made', () => {
    const before = [known(), known({ channels: ['a'], uid: identify('mourning', ['a']) })]

    expect(planBlackouts({ channels: [], known: before, now, spans: [] })).toMatchObject([
      { action: 'remove', uid: 'mourning' },
      { action: 'remove', uid: 'mourning#for:a' },
    ])
  })

  it('names a choice of channels whatever their order', () => {
    expect(identify('x', ['b', 'a'])).toBe(identify('x', ['a', 'b']))
  })
})
