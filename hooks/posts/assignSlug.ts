import type { CollectionBeforeValidateHook, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../../src/database/handles.ts'
import { POSTS } from '../../src/domain/slugs.ts'
import { isMadeFrom, isSlug, pickFreeSlug } from '../../src/domain/slug.ts'
import type { Post } from '../../src/payload-types.ts'
import { refuse } from '../refuse.ts'
import { romanise } from './romanise.ts'

/**
 * Gives a post its slug: from the title, Chinese as pinyin, unique over drafts too.
 *
 * It follows the title while the post is being written and stands still from the first approval on, because
 * addresses that were given out must stay. One that a person typed is kept.
 */
export const assignSlug: CollectionBeforeValidateHook<Post> = async ({ collection, data, originalDoc, req }) => {
  const title = data?.title?.trim() ?? ''
  const previous = originalDoc?.slug ?? ''
  const requested = data?.slug?.trim() ?? previous

  if (requested !== '' && requested !== previous) {
    return isSlug(requested)
      ? { ...data, slug: requested }
      : refuse([{ message: NOT_A_SLUG, path: 'slug' }], { collection: collection.slug, req })
  }

  if (previous !== '' && !canFollow({ locale: req.locale, original: originalDoc, previous, req })) {
    return { ...data, slug: previous }
  }

  if (title === '') {
    const { slug: _none, ...rest } = data ?? {}

    return previous === '' ? rest : { ...data, slug: previous }
  }

  const base = romanise(title) || 'post'

  return previous !== '' && isMadeFrom(previous, base)
    ? { ...data, slug: previous }
    : { ...data, slug: await findFreeSlug({ base, id: originalDoc?.id, req }) }
}

interface CanFollowArgs {
  locale: string | null | undefined
  original: Post | undefined
  previous: string
  req: PayloadRequest
}

/** A slug follows the title of the default language until the post was approved once or published. */
function canFollow({ locale, original, previous, req }: CanFollowArgs): boolean {
  const { localization } = req.payload.config
  const isDefaultLocale = !localization || locale === localization.defaultLocale
  const isYoung = original?.stage === 'draft' && !original.publishedAt && original._status !== 'published'

  return isDefaultLocale && isYoung && isMadeFrom(previous, romanise(original.title) || 'post')
}

async function findFreeSlug({ base, id, req }: { base: string; id: string | undefined; req: PayloadRequest }) {
  const session = await sessionOf(req)
  const inTransaction = session === undefined ? {} : { session }
  const pattern = new RegExp(`^${base}(-\\d+)?$`)
  // One after the other: a transaction takes one operation at a time.
  const posts = await rawCollection(req.payload, POSTS)
    .find({ slug: pattern }, { ...inTransaction, projection: { slug: 1 } })
    .toArray()
  const drafts = await rawCollection(req.payload, `_${POSTS}_versions`)
    .find({ latest: true, 'version.slug': pattern }, { ...inTransaction, projection: { parent: 1, 'version.slug': 1 } })
    .toArray()
  const taken = new Set([
    ...posts.filter((post) => String(post._id) !== id).map((post) => String(post['slug'])),
    ...drafts
      .filter((draft) => String(draft['parent']) !== id)
      .map((draft) => String((draft['version'] as { slug: string }).slug)),
  ])

  return pickFreeSlug({ base, taken })
}

const NOT_A_SLUG = {
  en: 'Use lower-case letters, digits and single hyphens, such as spring-skincare.',
  zh: '网址别名只能包含小写字母、数字和单个连字符，例如 spring-skincare。',
}
