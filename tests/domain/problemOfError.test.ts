import { describe, expect, it } from 'vitest'

import {
  BusyError,
  ConflictError,
  GoneError,
  InvalidInputError,
  NotFoundError,
  UnauthorizedError,
} from '../../src/domain/errors.ts'
import { problemOfError } from '../../src/domain/problemOfError.ts'

const REFERENCE = 'reference-1'

describe('problemOfError', () => {
  it.each([
    [400, 'INVALID_INPUT', new InvalidInputError('Said so', [])],
    [401, 'UNAUTHORIZED', new UnauthorizedError('Said so')],
    [404, 'NOT_FOUND', new NotFoundError('Said so')],
    [409, 'CONFLICT', new ConflictError('Said so')],
    [410, 'GONE', new GoneError('Said so')],
    [503, 'BUSY', new BusyError('Said so')],
  ])('answers %i for %s, in the words of the error', (status, code, error) => {
    expect(problemOfError(error, REFERENCE)).toMatchObject({ code, detail: 'Said so', status })
  })

  it('gives the reasons of a refused input', () => {
    const reasons = [{ code: 'BAD_TIME', message: 'Not a time', path: 'occurredAt' }]

    expect(problemOfError(new InvalidInputError('Refused', reasons), REFERENCE)).toMatchObject({ reasons })
  })

  it('knows an error of a second copy of the module by its code', () => {
    expect(problemOfError(Object.assign(new Error('Said so'), { code: 'GONE' }), REFERENCE).status).toBe(410)
  })

  it.each([
    ['an error of a library', Object.assign(new Error('secret path'), { code: 'ENOENT' })],
    ['a plain error', new Error('secret path')],
    ['what is no error', { code: 'GONE', message: 'secret path' }],
  ])('says nothing of %s but where it is logged', (_title, error) => {
    const problem = problemOfError(error, REFERENCE)

    expect(problem).toMatchObject({ code: 'INTERNAL', status: 500 })
    expect(problem.detail).toContain(REFERENCE)
    expect(problem.detail).not.toContain('secret')
  })
})
