import { PUBLICATION_ACTION_ROLES } from '../../domain/publicationActions.ts'

export const WORK_LIST_PATH = '/late'

/** Those who may publish and cancel; the endpoint checks the same. */
export const WORK_LIST_ROLES = PUBLICATION_ACTION_ROLES['publish-now']
