import {
  DEFAULT_LOCALE,
  type Locale,
  LOCALES,
  type LocalisedText,
  type MediaSnapshot,
  POST_KINDS,
  type PostSnapshot,
} from '../../domain/content.ts'
import { findBodyMedia } from '../../domain/bodyMedia.ts'
import { isUnlabelledFilm } from '../../domain/disclosure/filmLabel.ts'
import { findDeadLinks } from '../richText/linkAddress.ts'
import { isRecord, parseRichText, textOf } from '../richText/richTextNode.ts'
import { richTextToHtml } from '../richText/toHtml.ts'
import { richTextToText } from '../richText/toText.ts'
import { buildMediaSnapshot, idOf, idsOf, type RawDocument, type RawMedia } from './mediaSnapshot.ts'

export interface BuildPostSnapshotArgs {
  /** The raw document of the post's campaign, when it has one. */
  campaign: RawDocument | null
  locales?: readonly Locale[]
  /** At least what `findMediaIds` names; what is missing is left out. */
  media: RawMedia
  /** The post's id; a version does not carry it. */
  postId: string
  /** Where files are served, such as `/api/media/file`. */
  publicPath: string
  /** `_posts_versions.version`: localised fields are objects by locale. */
  version: RawDocument
  versionId: string
}

/**
 * Makes of one stored version of a post what channels may see of it.
 *
 * A locale without a title of its own is left out; the default locale is always there and borrows what it lacks
 * from the first locale that has a title.
 */
export function buildPostSnapshot(args: BuildPostSnapshotArgs): PostSnapshot {
  const { campaign, locales = LOCALES, version } = args
  const findMedia = mediaFinder(args)
  const written = locales.filter((locale) => textOf(inLocale(version['title'], locale)) !== '')
  const source = written.includes(DEFAULT_LOCALE) ? DEFAULT_LOCALE : (written[0] ?? DEFAULT_LOCALE)
  const read = (locale: Locale): LocalisedText => readText({ findMedia, locale, version })

  return {
    campaign: campaign === null ? null : { id: idOf(campaign) ?? '', name: campaignName(campaign) },
    cover: findMedia(version['cover']),
    gallery: idsOf(version['gallery'])
      .map(findMedia)
      .filter((media) => media !== null),
    id: args.postId,
    kind: POST_KINDS.find((kind) => kind === version['kind']) ?? 'article',
    locales: {
      ...Object.fromEntries(written.map((locale) => [locale, read(locale)])),
      [DEFAULT_LOCALE]: read(source),
    },
    slug: textOf(version['slug']),
    topics: Array.isArray(version['topics']) ? version['topics'].map(textOf).filter((topic) => topic !== '') : [],
    versionId: args.versionId,
  }
}

/** Looks media up by what a relationship holds. */
export const mediaFinder =
  ({ media, publicPath }: { media: RawMedia; publicPath: string }) =>
  (value: unknown): MediaSnapshot | null => {
    const document = media.get(idOf(value) ?? '')

    return document === undefined ? null : buildMediaSnapshot({ document, publicPath })
  }

interface ReadTextArgs {
  findMedia: (value: unknown) => MediaSnapshot | null
  locale: Locale
  version: RawDocument
}

function readText({ findMedia, locale, version }: ReadTextArgs): LocalisedText {
  const body = inLocale(version['body'], locale)
  const document = parseRichText(body)
  const deadLinks = document === null ? [] : findDeadLinks(document)
  const unlabelledFilms = findBodyMedia(body)
    .flatMap((id) => findMedia(id) ?? [])
    .filter(isUnlabelledFilm)
    .map(({ alt, id, url }) => ({ alt, id, url }))

  return {
    ...(deadLinks.length > 0 && { deadLinks }),
    excerpt: textOf(inLocale(version['excerpt'], locale)),
    html: document === null ? '' : richTextToHtml({ document, findMedia }),
    text: document === null ? '' : richTextToText(document),
    title: textOf(inLocale(version['title'], locale)),
    ...(unlabelledFilms.length > 0 && { unlabelledFilms }),
  }
}

/** A localised field in one locale; what is not localised belongs to the default one. */
function inLocale(value: unknown, locale: Locale): unknown {
  if (isRecord(value) && !('root' in value)) {
    return value[locale]
  }

  return locale === DEFAULT_LOCALE ? value : undefined
}

const campaignName = (campaign: RawDocument): string =>
  textOf(inLocale(campaign['name'] ?? campaign['title'], DEFAULT_LOCALE))
