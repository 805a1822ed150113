const MAX_LENGTH = 60

/** Turns romanised text into a part of an address: lower case, digits and single hyphens, cut at a word; maybe empty. */
export function toSlug(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

  return slug.length <= MAX_LENGTH
    ? slug
    : slug
        .slice(0, MAX_LENGTH + 1)
        .replace(/-[^-]*$/, '')
        .slice(0, MAX_LENGTH)
}

/** Tells whether the text can stand in an address as it is. */
export const isSlug = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 100

/** Picks the first of `base`, `base-2`, `base-3`… that nobody has taken. */
export function pickFreeSlug({ base, taken }: { base: string; taken: ReadonlySet<string> }): string {
  if (!taken.has(base)) {
    return base
  }

  let number = 2

  while (taken.has(`${base}-${number}`)) {
    number += 1
  }

  return `${base}-${number}`
}

/** Tells whether a slug was made from this base, with or without a number behind it. */
export const isMadeFrom = (slug: string, base: string): boolean =>
  slug === base || (slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1)))
