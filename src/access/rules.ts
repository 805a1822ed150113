import type { Where } from 'payload'

import { ROLES } from '../domain/roles.ts'
import type { Scope } from '../domain/roles.ts'
import * as slugs from '../domain/slugs.ts'
import type { Grants, Rules } from './grants.ts'
import { to, toSome } from './grants.ts'
import type { Client, Person } from './people.ts'

const nobody: Grants = {}
const everybody = to(...ROLES)
const own = (person: Person) => ({ id: { equals: person.id } })
const assigned = (person: Person) => ({ assignee: { equals: person.id } })
const sponsored = () => ({ collaboration: { exists: true } })
const released = { releasedAt: { exists: true } }
/** Its last day counts to its end, by UTC: an address belongs to no channel, and so to no zone. */
const licensedOn = (day: string): Where => ({
  or: [
    { 'licence.validUntil': { exists: false } },
    { 'licence.validUntil': { equals: '' } },
    { 'licence.validUntil': { greater_than_equal: day } },
  ],
})
const may = (client: Client, scope: Scope) => client.scopes.includes(scope)

/**
 * Who may do what, collection by collection; docs/access.md tells it to people.
 *
 * What is not named here is refused. Single fields are narrower still: see `fields.ts`.
 */
export const rules: Record<string, Rules> = {
  [slugs.API_CLIENTS]: {
    create: to('admin'),
    delete: to('admin'),
    read: to('admin'),
    update: to('admin'),
  },
  [slugs.AUDIT_EVENTS]: { create: nobody, delete: nobody, read: to('admin'), update: nobody },
  [slugs.BLACKOUTS]: {
    create: to('admin', 'community-manager', 'editor'),
    delete: to('admin', 'editor'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor'),
  },
  [slugs.BRAND_ASSETS]: {
    create: to('admin', 'editor'),
    delete: to('admin'),
    read: everybody,
    update: to('admin', 'editor'),
  },
  [slugs.CAMPAIGNS]: {
    create: to('admin', 'editor'),
    delete: to('admin'),
    read: everybody,
    update: to('admin', 'editor'),
  },
  [slugs.CASES]: {
    create: to('admin', 'community-manager', 'editor', 'kol-manager'),
    delete: to('admin'),
    read: { ...to('admin', 'community-manager'), ...toSome(assigned, 'editor', 'kol-manager', 'reviewer') },
    update: { ...to('admin', 'community-manager'), ...toSome(assigned, 'editor', 'kol-manager', 'reviewer') },
  },
  [slugs.CHALLENGES]: {
    create: to('admin', 'community-manager', 'editor'),
    delete: to('admin', 'community-manager'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor'),
  },
  [slugs.CHANNELS]: {
    client: (client) => may(client, 'delivery:read') && { id: { in: [...client.channels] } },
    create: to('admin'),
    delete: to('admin'),
    read: everybody,
    update: to('admin', 'editor'),
  },
  [slugs.COLLABORATIONS]: {
    create: to('admin', 'kol-manager'),
    delete: to('admin', 'kol-manager'),
    read: to('admin', 'analyst', 'editor', 'kol-manager', 'reviewer'),
    update: to('admin', 'kol-manager'),
  },
  [slugs.HASHTAG_SETS]: {
    create: to('admin', 'community-manager', 'editor', 'kol-manager'),
    delete: to('admin', 'editor'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor', 'kol-manager'),
  },
  [slugs.KOL_PARTNERS]: {
    create: to('admin', 'kol-manager'),
    delete: to('admin', 'kol-manager'),
    read: to('admin', 'analyst', 'editor', 'kol-manager', 'reviewer'),
    update: to('admin', 'kol-manager'),
  },
  [slugs.LINKS]: {
    create: to('admin', 'community-manager', 'editor', 'kol-manager'),
    delete: to('admin'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor', 'kol-manager'),
  },
  [slugs.MEDIA]: {
    anybodysFiles: (now) => ({ and: [released, licensedOn(now.toISOString().slice(0, 10))] }),
    client: (client) => may(client, 'delivery:read') && released,
    create: to('admin', 'community-manager', 'editor', 'kol-manager'),
    delete: to('admin', 'editor'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor', 'kol-manager'),
  },
  [slugs.MEMBERS]: {
    create: to('admin', 'community-manager'),
    delete: to('admin'),
    read: to('admin', 'analyst', 'community-manager'),
    update: to('admin', 'community-manager'),
  },
  [slugs.OFFERS]: {
    create: to('admin', 'community-manager', 'editor'),
    delete: to('admin', 'community-manager'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor'),
  },
  [slugs.POSTS]: {
    client: (client) =>
      may(client, 'delivery:read') && {
        and: [{ _status: { equals: 'published' } }, { publishedOn: { in: [...client.channels] } }],
      },
    create: to('admin', 'community-manager', 'editor', 'kol-manager'),
    delete: to('admin', 'editor'),
    read: everybody,
    update: { ...to('admin', 'community-manager', 'editor', 'reviewer'), ...toSome(sponsored, 'kol-manager') },
  },
  [slugs.PUBLICATIONS]: { create: nobody, delete: nobody, read: everybody, update: nobody },
  [slugs.SCHEDULES]: {
    create: to('admin', 'community-manager', 'editor'),
    delete: to('admin', 'editor'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor', 'reviewer'),
  },
  [slugs.SEGMENTS]: {
    create: to('admin', 'analyst', 'community-manager'),
    delete: to('admin', 'community-manager'),
    read: to('admin', 'analyst', 'community-manager', 'editor'),
    update: to('admin', 'analyst', 'community-manager'),
  },
  [slugs.SNIPPETS]: {
    create: to('admin', 'community-manager', 'editor', 'kol-manager'),
    delete: to('admin', 'editor'),
    read: everybody,
    update: to('admin', 'community-manager', 'editor', 'kol-manager'),
  },
  [slugs.SUBMISSIONS]: {
    create: to('admin', 'community-manager'),
    delete: to('admin'),
    read: to('admin', 'analyst', 'community-manager', 'editor', 'reviewer'),
    update: to('admin', 'community-manager', 'reviewer'),
  },
  [slugs.USERS]: {
    create: to('admin'),
    delete: to('admin'),
    read: everybody,
    update: { ...toSome(own, ...ROLES), ...to('admin') },
  },
  [slugs.WEBHOOKS]: { create: to('admin'), delete: to('admin'), read: to('admin'), update: to('admin') },
}
