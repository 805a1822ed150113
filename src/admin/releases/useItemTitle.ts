'use client'

import type { ProgressItem } from '../../domain/release/board.ts'
import { useText } from '../text/useText.ts'

/** Names an item for people: what is done, and to what. */
export function useItemTitle(): (item: Pick<ProgressItem, 'action' | 'subject'>) => string {
  const { say } = useText()

  return ({ action, subject }) => `${say(`releaseAction:${action}`)} · ${subject.title || say('release:untitled')}`
}
