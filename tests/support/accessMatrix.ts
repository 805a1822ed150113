/** The operations of a collection that the matrix speaks of. */
export type Operation = 'create' | 'delete' | 'read' | 'update'

/** One letter per role: Admin, Editor, Reviewer, Kol manager, Community manager, aNalyst. */
export const LETTERS = {
  A: 'admin',
  C: 'community-manager',
  E: 'editor',
  K: 'kol-manager',
  N: 'analyst',
  R: 'reviewer',
} as const

export type Letter = keyof typeof LETTERS

/**
 * Who may do what with a document that has nothing to do with them; whoever is not named is refused.
 *
 * Written down apart from src/access/rules.ts on purpose, so that a slip there does not slip through here. Machines
 * and strangers have no letter: they may do none of it.
 */
export const MATRIX: Readonly<Record<string, Readonly<Record<Operation, string>>>> = {
  'api-clients': { create: 'A', delete: 'A', read: 'A', update: 'A' },
  'audit-events': { create: '', delete: '', read: 'A', update: '' },
  blackouts: { create: 'ACE', delete: 'AE', read: 'AERKCN', update: 'ACE' },
  'brand-assets': { create: 'AE', delete: 'A', read: 'AERKCN', update: 'AE' },
  campaigns: { create: 'AE', delete: 'A', read: 'AERKCN', update: 'AE' },
  cases: { create: 'ACEK', delete: 'A', read: 'AC', update: 'AC' },
  challenges: { create: 'ACE', delete: 'AC', read: 'AERKCN', update: 'ACE' },
  channels: { create: 'A', delete: 'A', read: 'AERKCN', update: 'AE' },
  collaborations: { create: 'AK', delete: 'AK', read: 'AKNER', update: 'AK' },
  'hashtag-sets': { create: 'ACEK', delete: 'AE', read: 'AERKCN', update: 'ACEK' },
  'kol-partners': { create: 'AK', delete: 'AK', read: 'AKNER', update: 'AK' },
  links: { create: 'ACEK', delete: 'A', read: 'AERKCN', update: 'ACEK' },
  media: { create: '', delete: 'AE', read: 'AERKCN', update: 'ACEK' },
  members: { create: 'AC', delete: 'A', read: 'ACN', update: 'AC' },
  offers: { create: 'ACE', delete: 'AC', read: 'AERKCN', update: 'ACE' },
  posts: { create: 'ACEK', delete: 'AE', read: 'AERKCN', update: 'ACER' },
  publications: { create: '', delete: '', read: 'AERKCN', update: '' },
  schedules: { create: 'ACE', delete: 'AE', read: 'AERKCN', update: 'ACER' },
  segments: { create: 'ACN', delete: 'AC', read: 'ACEN', update: 'ACN' },
  snippets: { create: 'ACEK', delete: 'AE', read: 'AERKCN', update: 'ACEK' },
  submissions: { create: 'AC', delete: 'A', read: 'ACENR', update: 'ACR' },
  users: { create: 'A', delete: 'A', read: 'AERKCN', update: 'A' },
  webhooks: { create: 'A', delete: 'A', read: 'A', update: 'A' },
}
