/** What the metadata says of a work: made by AI, declared so by who published it, or suspected. */
export type AiLabel = '1' | '2' | '3'

/**
 * The implicit label (GB 45438-2025) in a file's XMP; null when there is none.
 *
 * Generators write it as an element or as an attribute, with quotes as they are or as entities.
 */
export function findAiLabel(xmp: string | undefined): AiLabel | null {
  const text = (xmp ?? '').replaceAll('&quot;', '"').replaceAll('&#34;', '"')
  const found = /AIGC[\s\S]{0,400}?"Label"\s*:\s*"([123])"/.exec(text)

  return (found?.[1] as AiLabel | undefined) ?? null
}

export interface CompleteXmpArgs {
  /** Whose declaration it is: set when an editor says that the picture was made with AI. */
  declared?: { id: string; propagator: string }
  xmp: string | undefined
}

/**
 * The XMP that a copy of a picture must carry, or undefined for none.
 *
 * What was there stays, rights and the label above all: no one may remove or change a label (标识办法, Article 10). Only
 * the place goes, because a member's photo must not tell where she lives. A picture that its publisher declares to be
 * made with AI, and that has no label, gets label 2 (declared by its user; Article 6).
 */
export function completeXmp({ declared, xmp }: CompleteXmpArgs): string | undefined {
  const kept = xmp === undefined ? undefined : withoutPlace(xmp)

  if (declared === undefined || findAiLabel(kept) !== null) {
    return kept
  }

  const description = describe(declared)

  return kept?.includes('</rdf:RDF>') === true
    ? kept.replace('</rdf:RDF>', () => `${description}</rdf:RDF>`)
    : `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

/** Names of XMP that tell a place: GPS of EXIF, and the places of IPTC and Photoshop. */
const PLACE = String.raw`(?:exif|exifEX):GPS\w*|photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode)|Iptc4xmpExt:Location\w*`

const withoutPlace = (xmp: string): string =>
  xmp
    .replace(new RegExp(String.raw`<(${PLACE})(?:\s[^>]*)?(?:/>|>[\s\S]*?</\1\s*>)`, 'g'), '')
    .replace(new RegExp(String.raw`\s(?:${PLACE})\s*=\s*(?:"[^"]*"|'[^']*')`, 'g'), '')

function describe({ id, propagator }: NonNullable<CompleteXmpArgs['declared']>): string {
  const label = JSON.stringify({
    AIGC: {
      Label: '2',
      ContentProducer: '',
      ProduceID: '',
      ReservedCode1: '',
      ContentPropagator: propagator,
      PropagateID: id,
      ReservedCode2: '',
    },
  })
  const text = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

  return `<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>${text}</TC260:AIGC></rdf:Description>`
}
