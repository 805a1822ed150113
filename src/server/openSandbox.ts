import type { Router } from 'express'
import type { Payload } from 'payload'

import { findPerson } from '../access/people.ts'
import { sandboxToken } from '../channels/sandboxToken.ts'
import { databaseOf } from '../database/handles.ts'
import { createSandboxRouter } from '../sandbox/createSandboxRouter.ts'

export interface OpenSandboxArgs {
  /** True where strangers may reach this process: its pages are then for people of the admin alone. */
  isPublic: boolean
  payload: Payload
}

/** The sandbox of one installation, to be mounted at `/sandbox`. */
export const openSandbox = ({ isPublic, payload }: OpenSandboxArgs): Router =>
  createSandboxRouter({
    db: databaseOf(payload),
    token: sandboxToken(payload.secret),
    ...(isPublic && {
      mayLook: async (request) => {
        const headers = new Headers({ cookie: request.get('cookie') ?? '' })
        const { user } = await payload.auth({ headers })

        return findPerson(user) !== null
      },
    }),
  })
