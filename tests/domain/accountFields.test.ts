import { describe, expect, it } from 'vitest'

import { findFieldProblems } from '../../src/domain/accountFields.ts'
import type { AccountField } from '../../src/domain/channelAdapter.ts'

const aField = (changes: Partial<AccountField>): AccountField => ({
  name: 'it',
  help: { en: 'h', zh: 'h' },
  label: { en: 'l', zh: 'l' },
  required: true,
  ...changes,
})

const option = { label: { en: 'a', zh: 'a' }, value: 'a' }

describe('findFieldProblems', () => {
  it.each([
    ['a value that is missing', {}, undefined, 'FIELD_MISSING'],
    ['an empty value', {}, '', 'FIELD_MISSING'],
    ['a missing value that need not be there', { required: false }, undefined, null],
    ['a missing value that has a default', { default: 'x' }, undefined, null],
    ['a text', {}, 'x', null],
    ['a number for a text', {}, -1001, null],
    ['an object for a text', {}, {}, 'FIELD_FORM'],
    ['a text of the form', { pattern: String.raw`\d+:\w+` }, '12:ab', null],
    ['a text that holds the form', { pattern: String.raw`\d+:\w+` }, ' 12:ab ', 'FIELD_FORM'],
    ['an address', { type: 'url' }, 'https://example.com', null],
    ['an address of another scheme', { type: 'url' }, 'ftp://example.com', 'FIELD_URL'],
    ['an address with a password', { type: 'url' }, 'https://u:p@example.com', 'FIELD_URL'],
    ['a switch', { type: 'boolean' }, false, null],
    ['a word for a switch', { type: 'boolean' }, 'yes', 'FIELD_FORM'],
    ['a number', { type: 'number' }, 0, null],
    ['no number', { type: 'number' }, NaN, 'FIELD_FORM'],
    ['a choice', { options: [option], type: 'select' }, 'a', null],
    ['another choice', { options: [option], type: 'select' }, 'b', 'FIELD_FORM'],
  ] as const)('judges %s', (_title, field, it, code) => {
    const found = findFieldProblems(
      { credentials: [], settings: [aField(field)] },
      { credentials: {}, settings: { it } },
    )

    expect(found.map((problem) => problem.code)).toEqual(code === null ? [] : [code])
  })

  it('names the place and never the value', () => {
    const given = { credentials: { it: 'a secret' }, settings: {} }
    const found = findFieldProblems({ credentials: [aField({ pattern: 'x' })], settings: [] }, given)

    expect(found).toEqual([
      {
        code: 'FIELD_FORM',
        message: 'credentials.it has not the form that is expected',
        path: 'credentials.it',
        values: { field: 'credentials.it' },
      },
    ])
  })
})
