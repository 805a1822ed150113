import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies } from '../../hooks/dependencies.ts'
import { PUBLICATION_ACTIONS, type PublicationAction } from '../domain/publication.ts'
import { PUBLICATION_ACTION_ROLES } from '../domain/publicationActions.ts'
import type { Role } from '../domain/roles.ts'
import { answerError, problem, readJson } from '../endpoints/jsonEndpoint.ts'
import { reason } from '../domain/reasons/reason.ts'

export interface PublicationEndpointsDependencies extends Pick<Dependencies, 'services'> {
  /** The roles of whoever is signed in; none for machines and strangers. */
  rolesOf: (req: PayloadRequest) => readonly Role[]
}

/** `POST /api/publications/:id/{publish-now|retry|cancel|withdraw|attest|resolve}`: a person acts on one publication. */
export const createPublicationEndpoints = (dependencies: PublicationEndpointsDependencies): Endpoint[] =>
  PUBLICATION_ACTIONS.map((action) => ({
    handler: (req) => act({ action, dependencies, req }),
    method: 'post',
    path: `/:id/${action}`,
  }))

interface ActArgs {
  action: PublicationAction
  dependencies: PublicationEndpointsDependencies
  req: PayloadRequest
}

async function act({ action, dependencies, req }: ActArgs): Promise<Response> {
  if (req.user === null) {
    return problem(401, [reason('UNAUTHENTICATED')], req)
  }

  if (!dependencies.rolesOf(req).some((role) => PUBLICATION_ACTION_ROLES[action].includes(role))) {
    return problem(403, [reason('FORBIDDEN', { values: { action } })], req)
  }

  const data = await readJson(req)

  if (data === null) {
    return problem(400, [reason('BODY')], req)
  }

  try {
    const id = String(req.routeParams?.['id'])
    const {
      _id,
      token: _token,
      ...doc
    } = await dependencies.services(req.payload).actions.act({ action, data, id, req })

    return Response.json({ doc: { ...doc, id: _id } })
  } catch (error) {
    return answerError(error, req)
  }
}
