import { describe, expect, it, vi } from 'vitest'

import { createAnswers } from '../../src/calendar/answers.ts'

const aBody = (text = 'a month') => new TextEncoder().encode(text)
const aMake = (text?: string) => vi.fn(() => Promise.resolve(aBody(text)))

describe('createAnswers', () => {
  it('makes one answer for all who ask the same while nothing changes', async () => {
    const answer = createAnswers()
    const make = aMake()
    const ask = () => answer({ make, question: 'March', revision: '1' })

    expect(await Promise.all([ask(), ask()])).toEqual([aBody(), aBody()])
    expect(await ask()).toEqual(aBody())
    expect(make).toHaveBeenCalledTimes(1)
  })

  it('makes it anew for another question, and after a change', async () => {
    const answer = createAnswers()

    await answer({ make: aMake('old'), question: 'March', revision: '1' })

    expect(await answer({ make: aMake('April'), question: 'April', revision: '1' })).toEqual(aBody('April'))
    expect(await answer({ make: aMake('new'), question: 'March', revision: '2' })).toEqual(aBody('new'))
  })

  it('remembers nothing while nobody can tell of changes', async () => {
    const answer = createAnswers()
    const make = aMake()

    await answer({ make, question: 'March', revision: null })
    await answer({ make, question: 'March', revision: null })

    expect(make).toHaveBeenCalledTimes(2)
  })

  it('remembers no failure', async () => {
    const answer = createAnswers()
    const fails = () => Promise.reject(new Error('the database is away'))

    await expect(answer({ make: fails, question: 'March', revision: '1' })).rejects.toThrow('away')
    expect(await answer({ make: aMake(), question: 'March', revision: '1' })).toEqual(aBody())
  })
})
