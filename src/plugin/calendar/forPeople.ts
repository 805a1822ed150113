import type { Endpoint, PayloadRequest } from 'payload'

import { findPerson, type Person } from '../../access/people.ts'
import { answerError, refuseStranger } from '../../endpoints/jsonEndpoint.ts'

type Handler = (req: PayloadRequest, person: Person) => Promise<Response>

/** Lets people of the admin in, and nobody else: Payload's endpoints are open unless they check. */
export const forPeople =
  (handle: Handler): Endpoint['handler'] =>
  async (req) => {
    const person = findPerson(req.user)

    if (person === null) {
      return refuseStranger(req)
    }

    try {
      return await handle(req, person)
    } catch (error) {
      return answerError(error, req)
    }
  }
