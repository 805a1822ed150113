import { expect } from 'vitest'

import { describeFailure } from '../../jobs/sending/describeFailure.ts'
import { sayReason } from '../../src/domain/reasons/reason.ts'

/** What a Chinese reader is told of an error; fails where that is no Chinese, or a value is missing. */
export function saidInChinese(error: unknown): string {
  const said = sayReason(describeFailure(error, 'commit').error, 'zh')

  expect(said).toMatch(/\p{Script=Han}/u)
  expect(said).not.toMatch(/^\s|\s{2}/)

  return said
}
