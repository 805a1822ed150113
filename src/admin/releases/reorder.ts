/** The list with one entry at another place; places beyond the ends mean the ends. */
export function reorder<Item>(items: readonly Item[], { from, to }: { from: number; to: number }): Item[] {
  const rest = items.filter((_item, index) => index !== from)
  const place = Math.max(0, Math.min(to, rest.length))

  return [...rest.slice(0, place), ...items.slice(from, from + 1), ...rest.slice(place)]
}

/** The list without one entry, which nothing waits for any more. */
export const withoutItem = <Item extends { after: readonly string[]; key: string }>(
  items: readonly Item[],
  key: string,
): Item[] =>
  items
    .filter((item) => item.key !== key)
    .map((item) => ({ ...item, after: item.after.filter((before) => before !== key) }))
