import { encode } from 'uqr'

export interface DrawQrArgs {
  colour: string
  /** Of the whole square with its quiet zone, in pixels. */
  side: number
  text: string
  x: number
  y: number
}

/** A QR code as an SVG fragment, on white with the quiet zone that readers need (four modules). */
export function drawQr({ colour, side, text, x, y }: DrawQrArgs): string {
  const { data, size } = encode(text, { border: 4, ecc: 'M' })
  const path = data
    .flatMap((row, top) => row.flatMap((isDark, left) => (isDark ? [`M${left} ${top}h1v1h-1z`] : [])))
    .join('')

  return `<g transform="translate(${x} ${y}) scale(${side / size})" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="${colour}"/></g>`
}
