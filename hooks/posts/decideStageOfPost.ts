import type { CollectionBeforeChangeHook } from 'payload'

import { findPerson } from '../../src/access/people.ts'
import type { PostStage } from '../../src/domain/content.ts'
import { decideStage, REVIEWED_FIELDS } from '../../src/domain/postStage.ts'
import { isSameContent } from '../../src/domain/sameContent.ts'
import type { Post } from '../../src/payload-types.ts'
import { refuse } from '../refuse.ts'

/** Lets the rule of stages decide what a save may make of a post. */
export const decideStageOfPost: CollectionBeforeChangeHook<Post> = ({
  collection,
  data,
  operation,
  originalDoc,
  req,
}) => {
  const previous: PostStage | null = originalDoc?.stage ?? null
  const isRestoring = req.context['isRestoringVersion'] === true
  const decision = decideStage({
    hasContentChanged:
      operation === 'update' &&
      originalDoc !== undefined &&
      REVIEWED_FIELDS.some((name) => name in data && !isSameContent(data[name], originalDoc[name])),
    note: data.reviewNote ?? '',
    previous,
    // A restored version is an edit like another: it brings its words back, not its approval.
    requested: (isRestoring ? previous : data.stage) ?? previous ?? 'draft',
    roles: findPerson(req.user)?.roles ?? null,
  })

  return 'stage' in decision
    ? { ...data, stage: decision.stage }
    : refuse([decision], { collection: collection.slug, req })
}
