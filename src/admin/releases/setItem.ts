import type { ProgressItem } from '../../domain/release/board.ts'

/** Changes what an item waits for: others, or a time. */
export type SetItem = (changes: Partial<Pick<ProgressItem, 'after' | 'at'>>) => void
