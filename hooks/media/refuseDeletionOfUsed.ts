import type { CollectionBeforeDeleteHook } from 'payload'

import { refuse } from '../refuse.ts'
import type { FindUsesArgs, Use } from './findUses.ts'

/** Refuses to delete what something shows, and says what kinds of things those are; its page lists them. */
export const refuseDeletionOfUsed =
  (findUses: (args: FindUsesArgs) => Promise<Use[]>): CollectionBeforeDeleteHook =>
  async ({ collection, id, req }) => {
    const uses = await findUses({ id: String(id), req })

    if (uses.length > 0) {
      const slugs = [...new Set(uses.map(({ slug }) => slug))]
      const nameOf = (slug: Use['slug'], language: 'en' | 'zh'): string => {
        const label = req.payload.collections[slug].config.labels.plural as string | Record<string, string>

        return typeof label === 'string' ? label : (label[language] ?? slug)
      }
      const message = {
        en: `It is still used in: ${slugs.map((slug) => nameOf(slug, 'en')).join(', ')}. Take it out there first.`,
        zh: `仍在使用：${slugs.map((slug) => nameOf(slug, 'zh')).join('、')}。请先在这些位置移除。`,
      }

      refuse([{ message, path: 'id' }], { collection: collection.slug, req })
    }
  }
