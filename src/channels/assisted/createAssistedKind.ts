import type {
  AssistedManifest,
  ChannelKind,
  ChannelLimits,
  ChannelManifest,
  Finding,
  Labels,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import type { AssistedContent } from '../../domain/assisted/pack.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { findMixedMedia, type MediaCounts } from '../findMixedMedia.ts'
import { countTopics, readRendered } from '../readRendered.ts'
import { renderPost } from '../renderPost.ts'
import { liveUrlSettings, operatorCredentials, operatorSettings } from './accountFields.ts'

/** A platform without a lawful way for programs to publish, as data. */
export interface AssistedPlatform {
  assisted: AssistedManifest
  checkedOn: string
  /** False where a post is one text; the title then stands at its beginning. */
  hasTitle: boolean
  /** How a topic stands in the text; null where the platform knows none. */
  hashtag: ((topic: string) => string) | null
  kind: string
  label: Labels
  limits: ChannelLimits
  /** `any`: pictures and films as one likes, or none; `one-kind`: pictures or a film, and at least one of them. */
  media: 'any' | 'one-kind'
  presets?: ChannelManifest['presets']
}

/**
 * Makes a kind whose publications a person makes by hand.
 *
 * Nothing is called and nothing leaves: `commit` hands over to the person, and what `render` made is the pack.
 */
export function createAssistedKind(platform: AssistedPlatform): ChannelKind {
  const { assisted, checkedOn, hasTitle, hashtag, kind, label, limits, presets } = platform
  const manifest: ChannelManifest = {
    assisted,
    checkedOn,
    credentials: operatorCredentials,
    // A person who is not sure looks at the account; nothing goes out by itself.
    deduplication: 'none',
    kind,
    label,
    limits,
    mode: 'assisted',
    pictures: 'bytes',
    settings: [...operatorSettings, ...(assisted.liveUrlHosts.length > 0 ? liveUrlSettings : [])],
    ...(presets && { presets }),
  }

  return {
    create: () => ({
      commit: () => Promise.resolve({ state: 'awaiting-operator' }),
      manifest,
      measure,
      render({ locale, post, variant }) {
        const { firstComment, media, text, title, topics } = renderPost({ locale, post, publicUrl: '', variant })
        const tags = hashtag === null ? '' : topics.map(hashtag).join(' ')

        return {
          firstComment,
          media: media.filter(({ mimeType }) => /^(image|video)\//.test(mimeType)),
          text: [hasTitle ? '' : title, text, tags].filter((part) => part !== '').join('\n\n'),
          title: hasTitle ? title : '',
          topics: hashtag === null ? [] : topics,
        } satisfies AssistedContent
      },
      validate: (args) => [
        ...findBreaches(measure(args)),
        ...(platform.media === 'one-kind' ? findMediaFaults(kind, readRendered(args.content.rendered)) : []),
      ],
    }),
    manifest,
  }
}

const measure = ({ content: { rendered }, limits }: ValidateArgs): PartCount[] =>
  countParts({ ...readRendered(rendered), limits, topics: countTopics(rendered) })

const findMediaFaults = (channel: string, counts: MediaCounts): Finding[] =>
  counts.images + (counts.videos ?? 0) === 0
    ? [{ ...reason('MEDIA_NEEDED', { path: 'media', values: { channel } }), severity: 'error' }]
    : findMixedMedia(channel, counts)
