import type { RequestHandler } from 'express'

import type { Authenticate } from '../access/authenticator.ts'
import { isTooLargeForStrangers } from '../domain/anonymousForm.ts'
import { reason } from '../domain/reasons/reason.ts'

/**
 * Answers a stranger's large form before anything behind Express sees it; Node throws the rest of its body away as it comes.
 *
 * Nothing is asked about any other request.
 */
export const refuseStrangersUploads =
  (authenticate: Authenticate): RequestHandler =>
  async (request, response, next) => {
    const form = { contentLength: request.headers['content-length'], contentType: request.headers['content-type'] }

    if (!isTooLargeForStrangers(form) || (await isKnown(authenticate, request))) {
      next()
    } else {
      response.status(401).json({ errors: [reason('UNAUTHENTICATED')] })
    }
  }

const isKnown = async (authenticate: Authenticate, request: { get(name: string): string | undefined }) =>
  (await authenticate({ header: (name) => request.get(name) }).catch(() => null)) !== null
