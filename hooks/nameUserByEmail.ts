import type { CollectionBeforeValidateHook } from 'payload'

import type { User } from '../src/payload-types.ts'

/** Names a user after the mailbox when no name is given, so that lists and logs never show a blank. */
export const nameUserByEmail: CollectionBeforeValidateHook<User> = ({ data, operation }) =>
  operation === 'create' && data?.email !== undefined && !data.name
    ? { ...data, name: data.email.split('@')[0] ?? data.email }
    : data
