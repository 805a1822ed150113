import { describe, expect, it } from 'vitest'

import { completeXmp, findAiLabel } from '../../src/domain/aiLabel.ts'

const wrap = (inner: string, attributes = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about=""${attributes}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`
const label = '<TC260:AIGC>{"AIGC":{"Label":"1","ContentProducer":"x"}}</TC260:AIGC>'
const declared = { id: 'abc', propagator: '朝露 & <Lab>' }

describe('findAiLabel', () => {
  it.each([
    ['an element', wrap(label), '1'],
    ['an attribute with entities', wrap('', ' TC260:AIGC="{&quot;AIGC&quot;:{&quot;Label&quot;:&quot;3&quot;}}"'), '3'],
    ['none', wrap('<dc:rights>©</dc:rights>'), null],
    ['no XMP at all', undefined, null],
  ] as const)('reads %s', (_title, xmp, expected) => {
    expect(findAiLabel(xmp)).toBe(expected)
  })
})

describe('completeXmp', () => {
  it('takes the place out, as element and as attribute, and keeps label and rights', () => {
    const rights = '<dc:rights>© Zhaolu</dc:rights>'
    const xmp = wrap(
      `${label}<exif:GPSLatitude>31,13N</exif:GPSLatitude><Iptc4xmpCore:Location/>${rights}`,
      ' exif:GPSLongitude="121,28E" photoshop:City=\'上海\' dc:format="image/jpeg"',
    )

    expect(completeXmp({ xmp })).toBe(wrap(`${label}${rights}`, ' dc:format="image/jpeg"'))
  })

  it('leaves a picture of people without a label', () => {
    expect(completeXmp({ xmp: undefined })).toBeUndefined()
  })

  it.each([
    ['a picture without XMP', undefined],
    ['a picture with XMP of its own', wrap('<dc:rights>©</dc:rights>')],
  ])('labels %s as declared', (_title, xmp) => {
    const completed = completeXmp({ declared, xmp })

    expect(findAiLabel(completed)).toBe('2')
    expect(completed).toContain('"ContentPropagator":"朝露 &amp; &lt;Lab>"')
    expect(completed).toContain(xmp === undefined ? '</rdf:RDF>' : '<dc:rights>©</dc:rights>')
  })

  it('never writes a second label over the first', () => {
    expect(completeXmp({ declared, xmp: wrap(label) })).toBe(wrap(label))
  })
})
