import type { Request, RequestHandler, Response } from 'express'

import type { StandInContext } from './standIn.ts'

/** Lets pass who shows the stand-in's token as `Authorization: Bearer …`; `refuse` says no in the platform's words. */
export const requireBearer =
  (context: StandInContext, refuse: (response: Response) => unknown): RequestHandler =>
  (request, response, next) => {
    if (context.isToken((request.get('authorization') ?? '').replace(/^Bearer /, ''))) {
      next()
    } else {
      refuse(response)
    }
  }

/** The account that a stand-in's route is about. */
export const accountOf = (request: Request): string => String(request.params['account'])
