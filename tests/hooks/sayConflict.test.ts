import type { AfterErrorHook } from 'payload'
import { describe, expect, it } from 'vitest'

import { sayConflict } from '../../hooks/sayConflict.ts'
import { conflict } from '../../src/domain/conflict.ts'

const say = (error: Error, language: string): unknown =>
  sayConflict({ error, req: { i18n: { language } } } as Parameters<AfterErrorHook>[0])

describe('sayConflict', () => {
  it.each([
    ['zh', '这条排期有发布记录刚刚被取走发送，请刷新后再试。'],
    ['en', 'A publication of this schedule was taken up at this moment; look again'],
  ])('answers a save that met a send with 409, in %s', (language, message) => {
    expect(say(conflict('PUBLICATION_TAKEN_UP'), language)).toEqual({
      response: { errors: [{ code: 'CONFLICT', message, reason: 'PUBLICATION_TAKEN_UP' }] },
      status: 409,
    })
  })

  it('leaves every other error as it is', () => {
    expect(say(new Error('broken'), 'zh')).toBeUndefined()
  })
})
