export interface FindTabArgs {
  count: number
  index: number
  key: string
}

/** Which tab a key leads to from another one, by the pattern of WAI-ARIA; null for keys that mean nothing here. */
export function findTab({ count, index, key }: FindTabArgs): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (index + 1) % count
    case 'ArrowLeft':
    case 'ArrowUp':
      return (index + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
