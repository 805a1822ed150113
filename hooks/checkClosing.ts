import type { TypeWithID } from 'payload'

import type { Labels } from '../src/domain/channelAdapter.ts'
import { checkDocument } from './checkDocument.ts'

interface Closing {
  field: string
  message: Labels
  /** The field that must say why, or how. */
  needs: string
  value: string
}

/** Lets nobody close something without saying how it ended. */
export const checkClosing = ({ field, message, needs, value }: Closing) =>
  checkDocument<Record<string, unknown> & TypeWithID>(({ current }) => {
    const given = current[needs]

    return current[field] === value && (typeof given !== 'string' || given.trim() === '')
      ? [{ message, path: needs }]
      : []
  })
