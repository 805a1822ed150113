import type { SeededRandom } from '../../src/domain/seededRandom.ts'
import type { Palette } from './palettes.ts'

export interface MotifArgs {
  palette: Palette
  random: SeededRandom
}

/** Draws SVG elements inside a square of 400 units. */
export type Motif = (args: MotifArgs) => string

const bottle: Motif = ({ palette: { accent, ink, paper, shape, wash } }) => `
  <ellipse cx="200" cy="372" rx="140" ry="16" fill="${ink}" opacity=".12"/>
  <rect x="95" y="150" width="120" height="220" rx="26" fill="${shape}"/>
  <rect x="95" y="235" width="120" height="82" fill="${paper}"/>
  <rect x="113" y="256" width="84" height="9" rx="4.5" fill="${accent}"/>
  <rect x="113" y="277" width="56" height="7" rx="3.5" fill="${accent}" opacity=".5"/>
  <rect x="132" y="112" width="46" height="44" rx="8" fill="${accent}"/>
  <path d="M140 112v-26h64a14 14 0 0 1 14 14v8h-16v-4h-46v8z" fill="${accent}"/>
  <rect x="108" y="165" width="12" height="60" rx="6" fill="#fff" opacity=".55"/>
  <rect x="228" y="262" width="104" height="108" rx="20" fill="${accent}" opacity=".88"/>
  <rect x="222" y="234" width="116" height="38" rx="12" fill="${wash}"/>
  <rect x="222" y="262" width="116" height="10" fill="${ink}" opacity=".1"/>
  <circle cx="280" cy="322" r="22" fill="${paper}" opacity=".92"/>
  <path d="M280 306c9 12 12 17 12 22a12 12 0 0 1-24 0c0-5 3-10 12-22z" fill="${accent}"/>`

const lipstick: Motif = ({ palette: { accent, ink, paper, shape, wash } }) => `
  <ellipse cx="200" cy="374" rx="130" ry="14" fill="${ink}" opacity=".12"/>
  <g transform="rotate(-9 150 300)">
    <rect x="110" y="236" width="86" height="136" rx="10" fill="${ink}"/>
    <rect x="118" y="186" width="70" height="56" rx="6" fill="${wash}"/>
    <rect x="118" y="206" width="70" height="7" fill="${ink}" opacity=".18"/>
    <path d="M126 188V108c0-12 24-36 54-44v124z" fill="${shape}"/>
    <path d="M136 180v-66c0-6 8-16 18-24v90z" fill="#fff" opacity=".22"/>
  </g>
  <g transform="rotate(14 280 280)">
    <rect x="252" y="252" width="34" height="120" rx="16" fill="${shape}"/>
    <rect x="250" y="206" width="38" height="52" rx="5" fill="${paper}" stroke="${shape}" stroke-width="4"/>
    <path d="M250 208c-12-40-4-82 19-112 23 30 31 72 19 112z" fill="${accent}" opacity=".75"/>
    <path d="M262 200c-5-26-2-52 7-74" stroke="#fff" stroke-width="4" fill="none" opacity=".4" stroke-linecap="round"/>
  </g>`

const molecule: Motif = ({ palette: { accent, ink, paper, shape, wash } }) => {
  const hexagon = (x: number, y: number, fill: string): string => {
    const points = [0, 1, 2, 3, 4, 5].map((corner) => {
      const angle = (Math.PI / 3) * corner + Math.PI / 6

      return `${(x + 66 * Math.cos(angle)).toFixed(1)},${(y + 66 * Math.sin(angle)).toFixed(1)}`
    })

    return `<polygon points="${points.join(' ')}" fill="${fill}" stroke="${ink}" stroke-width="6" stroke-linejoin="round"/>`
  }
  const atom = (x: number, y: number, r: number, fill: string): string =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" stroke="${ink}" stroke-width="6"/>`

  return `
  <g stroke="${ink}" stroke-width="6" stroke-linecap="round">
    <path d="M200 66V24M86 265l-40 26M314 265l40 26M257 100l44-30"/>
  </g>
  ${hexagon(200, 133, wash)}${hexagon(143, 232, shape)}${hexagon(257, 232, paper)}
  <path d="M176 128l24-14 24 14" stroke="${accent}" stroke-width="6" fill="none" stroke-linecap="round"/>
  ${atom(200, 22, 16, accent)}${atom(42, 294, 20, paper)}${atom(358, 294, 20, accent)}${atom(308, 66, 13, shape)}
  <path d="M143 330c20 27 27 38 27 49a27 27 0 0 1-54 0c0-11 7-22 27-49z" fill="${accent}" transform="translate(57 -10)"/>`
}

const verdict: Motif = ({ palette: { accent, ink, paper, shape, wash } }) => {
  const bars = [74, 122, 168, 96]
    .map((height, index) => {
      const fill = index === 2 ? accent : shape

      return `<rect x="${82 + index * 44}" y="${272 - height}" width="30" height="${height}" rx="8" fill="${fill}"/>`
    })
    .join('')

  return `
  <rect x="50" y="62" width="236" height="262" rx="26" fill="${paper}" stroke="${ink}" stroke-width="6"/>
  <rect x="120" y="46" width="96" height="34" rx="14" fill="${wash}" stroke="${ink}" stroke-width="6"/>
  ${bars}
  <path d="M78 290h180" stroke="${ink}" stroke-width="6" stroke-linecap="round"/>
  <circle cx="276" cy="274" r="66" fill="${wash}" fill-opacity=".88" stroke="${ink}" stroke-width="10"/>
  <path d="M322 322l48 48" stroke="${ink}" stroke-width="18" stroke-linecap="round"/>
  <path d="M246 276l22 22 40-46" stroke="${accent}" stroke-width="12" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`
}

const party: Motif = ({ palette: { accent, ink, paper, shape, wash }, random }) => {
  const confetti = Array.from({ length: 26 }, () => {
    const [x, y] = [random.between(20, 380), random.between(10, 250)]
    const fill = random.pick([accent, shape, wash, ink])

    return random.next() < 0.5
      ? `<circle cx="${x}" cy="${y}" r="${random.between(4, 9)}" fill="${fill}"/>`
      : `<rect x="${x}" y="${y}" width="18" height="8" rx="3" fill="${fill}" transform="rotate(${random.between(0, 90)} ${x} ${y})"/>`
  }).join('')

  return `
  ${confetti}
  <rect x="96" y="196" width="208" height="170" rx="18" fill="${shape}"/>
  <rect x="80" y="160" width="240" height="62" rx="16" fill="${accent}"/>
  <rect x="180" y="160" width="40" height="206" fill="${paper}" opacity=".9"/>
  <path d="M200 160c-64-12-92-40-74-62s58 4 74 62zM200 160c64-12 92-40 74-62s-58 4-74 62z" fill="${paper}" stroke="${ink}" stroke-width="6"/>
  <circle cx="200" cy="158" r="15" fill="${ink}"/>`
}

const leaf: Motif = ({ palette: { accent, ink, shape, wash } }) => {
  const blade = (angle: number, length: number, fill: string): string => `
    <g transform="rotate(${angle} 200 350)">
      <path d="M200 350c-54-${length * 0.4} -46-${length * 0.8} 0-${length}c46 ${length * 0.2} 54 ${length * 0.6} 0 ${length}z" fill="${fill}"/>
      <path d="M200 342v-${length * 0.84}" stroke="${ink}" stroke-opacity=".25" stroke-width="4"/>
    </g>`

  return `${blade(-58, 220, wash)}${blade(58, 220, wash)}${blade(-30, 280, shape)}${blade(30, 280, shape)}${blade(0, 320, accent)}
  <path d="M282 250c14 19 20 27 20 36a20 20 0 0 1-40 0c0-9 6-17 20-36z" fill="#fff" opacity=".85"/>`
}

const sun: Motif = ({ palette: { accent, ink, paper, shape, wash } }) => {
  const rays = Array.from(
    { length: 12 },
    (_, index) =>
      `<path d="M262 60v-26" stroke="${accent}" stroke-width="12" stroke-linecap="round" transform="rotate(${index * 30} 262 148)"/>`,
  ).join('')

  return `${rays}
  <circle cx="262" cy="148" r="70" fill="${shape}"/>
  <circle cx="262" cy="148" r="50" fill="${wash}"/>
  <ellipse cx="170" cy="376" rx="120" ry="14" fill="${ink}" opacity=".12"/>
  <g transform="rotate(-6 160 260)">
    <path d="M92 120h136l-14 206h-108z" fill="${accent}"/>
    <rect x="88" y="104" width="144" height="22" rx="6" fill="${shape}"/>
    <rect x="104" y="326" width="112" height="44" rx="10" fill="${ink}"/>
    <rect x="112" y="178" width="96" height="92" rx="12" fill="${paper}"/>
    <rect x="126" y="198" width="68" height="10" rx="5" fill="${accent}"/>
    <rect x="126" y="222" width="46" height="8" rx="4" fill="${shape}"/>
    <rect x="126" y="242" width="56" height="8" rx="4" fill="${shape}"/>
  </g>`
}

/** What a poster can show, by name of its subject. */
export const MOTIFS = { bottle, leaf, lipstick, molecule, party, sun, verdict } satisfies Record<string, Motif>

export type MotifName = keyof typeof MOTIFS
