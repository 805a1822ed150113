import { KIB } from './duration.ts'

/** The forms that strangers send (sign-in, first user, a forgotten password) are smaller by far. */
export const MAX_ANONYMOUS_FORM_BYTES = 64 * KIB

export interface FormHeaders {
  contentLength: string | null | undefined
  contentType: string | null | undefined
}

/**
 * Tells whether a form is too large to be read for somebody who has not signed in.
 *
 * Payload reads a form to its end, file and all, before it asks whether its sender may upload. A form that does not say its
 * length may be endless.
 */
export function isTooLargeForStrangers({ contentLength, contentType }: FormHeaders): boolean {
  if (!/^\s*multipart\//i.test(contentType ?? '')) {
    return false
  }

  return !/^\d+$/.test(contentLength ?? '') || Number(contentLength) > MAX_ANONYMOUS_FORM_BYTES
}
