import type { CollectionBeforeValidateHook } from 'payload'

/** Names a user after the mailbox when no name is given, so that lists and logs never show a blank. */
export const nameUserByEmail: CollectionBeforeValidateHook<{ email?: string; name?: string | null }> = ({
  data,
  operation,
}) =>
  operation === 'create' && data?.email !== undefined && !data.name
    ? { ...data, name: data.email.split('@')[0] ?? data.email }
    : data
