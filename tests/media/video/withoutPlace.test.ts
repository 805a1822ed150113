import { describe, expect, it } from 'vitest'

import { cleanImage } from '../../../media/cleanImage.ts'
import { inspectImage } from '../../../media/inspectImage.ts'
import { tellsPlace, withoutPlace } from '../../../media/video/withoutPlace.ts'
import { aBox, aFilm, aPlaceBox, PLACE } from './films.ts'

const four = (value: number): Buffer => Buffer.from([0, 0, 0, value])
const item = (number: number, text: string): Buffer =>
  aBox(four(number).toString('latin1'), aBox('data', four(1), four(0), text))

/** The names and values of a film as an iPhone writes them; `meta` of MP4 has four bytes more. */
const named = (head: Buffer = Buffer.alloc(0)): Buffer =>
  aBox(
    'meta',
    head,
    aBox('hdlr', Buffer.alloc(24)),
    aBox(
      'keys',
      four(0),
      four(3),
      aBox('mdta', 'com.apple.quicktime.make'),
      aBox('mdta', 'com.apple.quicktime.location.ISO6709'),
      aBox('mdta', 'com.apple.quicktime.location.name'),
    ),
    aBox('ilst', item(1, 'Apple'), item(2, PLACE), item(3, '静安寺')),
  )

const XMP = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')
const packet = (words: string): Buffer =>
  aBox('uuid', XMP, `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ${words}/></rdf:RDF></x:xmpmeta>`)

const FRAMES = `frames that happen to hold ${PLACE}`

describe('withoutPlace', () => {
  it.each([
    ['of a phone', aBox('moov', aBox('udta', aPlaceBox()))],
    ['of one track', aBox('moov', aBox('trak', aBox('udta', aPlaceBox())))],
    ['of the standard', aBox('moov', aBox('udta', aBox('loci', Buffer.alloc(4), PLACE)))],
    ['of iTunes', aBox('moov', aBox('udta', aBox('meta', four(0), aBox('ilst', aPlaceBox()))))],
    ['of QuickTime', aBox('moov', named())],
    ['of QuickTime in MP4', aBox('moov', named(four(0)))],
  ])('takes out the place %s, and touches nothing else', (_title, moov) => {
    const film = aFilm(moov)
    const cleaned = withoutPlace(film)

    expect(tellsPlace(film)).toBe(true)
    expect(cleaned.length).toBe(film.length)
    expect(cleaned.toString().replace(FRAMES, '')).not.toContain(PLACE)
    expect(cleaned.toString()).not.toContain('静安寺')
    expect(cleaned.toString()).toContain(FRAMES)
    expect(tellsPlace(cleaned)).toBe(false)
  })

  it('keeps what else the camera tells', () => {
    expect(withoutPlace(aFilm(aBox('moov', named()))).toString()).toContain('Apple')
  })

  it('takes the place out of XMP, and keeps the label of AI in it', () => {
    const label = `TC260:AIGC='{"AIGC":{"Label":"1"}}'`
    const film = aFilm(packet(`exif:GPSLatitude="31,13.8N" ${label}`))
    const cleaned = withoutPlace(film)

    expect(cleaned.length).toBe(film.length)
    expect(cleaned.toString()).not.toContain('31,13.8N')
    expect(cleaned.toString()).toContain(label)
  })

  it.each([
    ['tells no place', aFilm(aBox('moov', aBox('udta', aBox('\u00a9nam', '新品'))))],
    ['is cut off', aFilm(aBox('moov', aBox('udta', aPlaceBox()))).subarray(0, 50)],
    ['has a box of a length that cannot be', Buffer.concat([aFilm(), Buffer.from([0, 0, 0, 2]), Buffer.from('moov')])],
    [
      'is nested without end',
      aFilm(Array.from({ length: 40 }).reduce<ReturnType<typeof aBox>>((inner) => aBox('udta', inner), aPlaceBox())),
    ],
  ])('leaves a film that %s as it is, byte for byte', (_title, film) => {
    expect(withoutPlace(film)).toBe(film)
  })

  it('is done when a film is taken in, and said', async () => {
    const data = aFilm(aBox('moov', aBox('udta', aPlaceBox())))
    const inspection = await inspectImage({ data })

    expect(inspection).toMatchObject({ file: { changes: ['metadata-removed'], type: 'video/mp4' }, ok: true })
    expect(tellsPlace(await cleanImage({ changes: ['metadata-removed'], data, type: 'video/mp4' }))).toBe(false)
    expect(await inspectImage({ data: aFilm() })).toMatchObject({ file: { changes: [] }, ok: true })
  })
})
