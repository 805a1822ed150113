import { describe, expect, it, vi } from 'vitest'

import { createAnswers } from '../../src/calendar/answers.ts'

const aMake = (body = 'a month') => vi.fn(() => Promise.resolve(body))

describe('createAnswers', () => {
  it('makes one answer for all who ask the same while nothing changes', async () => {
    const answer = createAnswers()
    const make = aMake()
    const ask = () => answer({ make, question: 'March', revision: '1' })

    expect(await Promise.all([ask(), ask()])).toEqual(['a month', 'a month'])
    expect(await ask()).toBe('a month')
    expect(make).toHaveBeenCalledTimes(1)
  })

  it('makes it anew for another question, and after a change', async () => {
    const answer = createAnswers()

    await answer({ make: aMake('old'), question: 'March', revision: '1' })

    expect(await answer({ make: aMake('April'), question: 'April', revision: '1' })).toBe('April')
    expect(await answer({ make: aMake('new'), question: 'March', revision: '2' })).toBe('new')
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
    expect(await answer({ make: aMake(), question: 'March', revision: '1' })).toBe('a month')
  })
})
