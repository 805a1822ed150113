import type { Utm } from '../../domain/trackedUrl.ts'
import type { VariableFacts } from '../../domain/writing/resolveVariables.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { idOf, idsOf, type RawDocument } from './mediaSnapshot.ts'

export interface ReadVariableFactsArgs {
  campaign: RawDocument | null
  collaboration: RawDocument | null
  /** The tracking link of the collaboration, else of the campaign. */
  link: RawDocument | null
  /** In any order. */
  offers: readonly RawDocument[]
  partner: RawDocument | null
  /** `_posts_versions.version`. */
  version: RawDocument
}

/** Reads from stored documents what the variables of a version speak of. */
export function readVariableFacts(args: ReadVariableFactsArgs): VariableFacts {
  const { campaign, collaboration, link, offers, partner, version } = args
  const offerOf = new Map(offers.map((offer) => [idOf(offer), offer]))

  return {
    campaign: campaign === null ? null : { id: idOf(campaign) ?? '', name: textOf(campaign['name']) },
    collaboration:
      collaboration === null ? null : { id: idOf(collaboration) ?? '', promoCode: textOf(collaboration['promoCode']) },
    offers: idsOf(version['offers'])
      .map((id) => offerOf.get(id))
      .filter((offer) => offer !== undefined)
      .map(({ codes, url }) => ({ codes: textsOf(codes), url: textOf(url) })),
    partner: partner === null ? null : { handles: handlesOf(partner['handles']), name: textOf(partner['name']) },
    target: link === null ? null : { url: textOf(link['url']), utm: utmOf(link['utm']) },
  }
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : []

const handlesOf = (value: unknown): { handle: string; platform: string }[] =>
  (Array.isArray(value) ? value : [])
    .filter(isRecord)
    .map(({ handle, platform }) => ({ handle: textOf(handle), platform: textOf(platform) }))

const utmOf = (value: unknown): Utm =>
  Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([, text]) => textOf(text) !== ''))
