import { PUBLICATION_ACTION_ROLES } from '../../domain/publicationActions.ts'

export const TASKS_PATH = '/tasks'

/** Those who may publish by hand; the endpoint checks the same. */
export const TASKS_ROLES = PUBLICATION_ACTION_ROLES.attest
