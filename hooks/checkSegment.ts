import { findSegmentProblem } from '../src/domain/segmentRule.ts'
import type { Segment } from '../src/payload-types.ts'
import { checkDocument } from './checkDocument.ts'

/** Asks what is wrong with the rule of a custom segment; the other kinds bring their own. */
export const checkSegment = checkDocument<Segment>(({ current }) => {
  const message = current.kind === 'custom' ? findSegmentProblem(current.rule) : null

  return message === null ? [] : [{ message, path: 'rule' }]
})
