import { randomBytes } from 'node:crypto'

import type { FieldHook } from 'payload'

import { spellCode } from '../src/domain/code.ts'

/** Makes a code where none is given: `prefix` and `length` random characters that are hard to mistake. */
export const assignCode =
  ({ length, prefix = '' }: { length: number; prefix?: string }): FieldHook =>
  ({ field, originalDoc, value }) => {
    const known = (originalDoc as Record<string, unknown> | undefined)?.[field.name ?? '']
    const given = typeof value === 'string' && value.trim() !== '' ? value.trim() : known

    return given ?? prefix + spellCode(randomBytes(length))
  }
