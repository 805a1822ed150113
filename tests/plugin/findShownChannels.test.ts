import type { Where } from 'payload'
import { describe, expect, it } from 'vitest'

import { findShownChannels } from '../../src/plugin/findShownChannels.ts'

const idOf = (number: number) => number.toString(16).padStart(24, '0')
const MOST = 3
const all = [1, 2, 3, 4, 5, 6].map((number) => ({ id: idOf(number) }))

const shown = async (asked: number[] | null, written: (string | null)[]) => {
  const channels = await findShownChannels({
    asked: asked && asked.map(idOf),
    find: ({ id }: Where) => {
      const wanted = (id as { in: string[] } | undefined)?.in

      // As a database would.
      if (wanted?.some((each) => each.length !== 24)) {
        throw new Error('no id')
      }

      return Promise.resolve(all.filter((channel) => wanted?.includes(channel.id) ?? true).slice(0, MOST))
    },
    written,
  })

  return channels.map(({ id }) => Number.parseInt(id, 16))
}

describe('findShownChannels', () => {
  it('adds to the first so many channels those that have words of their own, each once', async () => {
    expect(await shown(null, [idOf(2), idOf(5), idOf(5), null])).toEqual([1, 2, 3, 5])
  })

  it.each([
    ['nothing that is no id', ['', 'x', null]],
    ['nothing that is not there', [idOf(99)]],
  ])('adds %s', async (_title, written) => {
    expect(await shown(null, written)).toEqual([1, 2, 3])
  })

  it('shows what is asked for and nothing else', async () => {
    expect(await shown([6], [idOf(5)])).toEqual([6])
  })
})
