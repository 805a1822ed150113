import type { SeededRandom } from '../../src/domain/seededRandom.ts'
import { fitText, widthInEms } from './fitText.ts'
import type { Palette } from './palettes.ts'

export const POSTER_HEIGHT = 1440
export const POSTER_WIDTH = 1080

/** One run of lines of one size; `x` and `y` are the top left of its box of `width`, in pixels. */
export interface TextBlock {
  align: 'centre' | 'left'
  colour: string
  lines: readonly string[]
  size: number
  weight: 'bold' | 'regular'
  width: number
  x: number
  y: number
}

export interface PosterWords {
  /** A small line at the foot, such as the brand's name. */
  footer: string
  /** A small line above the title, such as the column's name. */
  kicker: string
  subtitle: string
  /** One to three lines of at most eight characters. */
  title: readonly string[]
}

/** A picture in two layers: SVG shapes below, text above. */
export interface PosterLayers {
  shapes: string
  texts: TextBlock[]
}

export interface LayoutArgs {
  motif: string
  palette: Palette
  random: SeededRandom
  words: PosterWords
}

export type Layout = (args: LayoutArgs) => PosterLayers

const place = (motif: string, x: number, y: number, scale: number): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${motif}</g>`

const bubbles = ({ palette, random }: LayoutArgs, count: number): string =>
  Array.from({ length: count }, () => {
    const [x, y, radius] = [random.between(0, POSTER_WIDTH), random.between(0, POSTER_HEIGHT), random.between(8, 46)]

    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${palette.shape}" opacity="${(0.12 + random.next() * 0.2).toFixed(2)}"/>`
  }).join('')

/** A large title above, the picture at the lower right, on a soft blob. */
const stack: Layout = (args) => {
  const { motif, palette, words } = args
  const size = fitText({ lines: words.title, maxSize: 168, width: 920 })
  const below = 250 + words.title.length * size * 1.28

  return {
    shapes: `<rect width="1080" height="1440" fill="${palette.paper}"/>
      <path d="M1080 560c-180-60-420 10-560 190s-150 420-60 690h620z" fill="${palette.wash}"/>
      ${bubbles(args, 9)}${place(motif, 450, 850, 1.4)}
      <rect x="80" y="112" width="64" height="12" rx="6" fill="${palette.accent}"/>`,
    texts: [
      {
        align: 'left',
        colour: palette.accent,
        lines: [words.kicker],
        size: 40,
        weight: 'bold',
        width: 900,
        x: 80,
        y: 148,
      },
      { align: 'left', colour: palette.ink, lines: words.title, size, weight: 'bold', width: 940, x: 76, y: 226 },
      {
        align: 'left',
        colour: palette.ink,
        lines: [words.subtitle],
        size: 42,
        weight: 'regular',
        width: 920,
        x: 80,
        y: below,
      },
      {
        align: 'left',
        colour: palette.ink,
        lines: [words.footer],
        size: 32,
        weight: 'regular',
        width: 500,
        x: 80,
        y: 1352,
      },
    ],
  }
}

/** The picture in a round window, the words centred below. */
const window: Layout = (args) => {
  const { motif, palette, words } = args
  const size = fitText({ lines: words.title, maxSize: 128, width: 880 })
  const top = 1218 - words.title.length * size * 1.28
  const radius = words.title.length > 2 ? 240 : 300
  const middle = top / 2 + 20

  return {
    shapes: `<rect width="1080" height="1440" fill="${palette.wash}"/>${bubbles(args, 7)}
      <rect x="56" y="56" width="968" height="1328" rx="48" fill="${palette.paper}"/>
      <circle cx="540" cy="${middle}" r="${radius}" fill="${palette.wash}"/>
      <circle cx="540" cy="${middle}" r="${radius + 30}" fill="none" stroke="${palette.shape}" stroke-width="4" stroke-dasharray="2 18" stroke-linecap="round"/>
      ${place(motif, 540 - radius * 0.73, middle - radius * 0.75, radius / 273)}`,
    texts: [
      {
        align: 'centre',
        colour: palette.accent,
        lines: [words.kicker],
        size: 38,
        weight: 'bold',
        width: 880,
        x: 100,
        y: top - 62,
      },
      { align: 'centre', colour: palette.ink, lines: words.title, size, weight: 'bold', width: 920, x: 80, y: top },
      {
        align: 'centre',
        colour: palette.ink,
        lines: [words.subtitle],
        size: 38,
        weight: 'regular',
        width: 880,
        x: 100,
        y: top + words.title.length * size * 1.28 + 22,
      },
      {
        align: 'centre',
        colour: palette.ink,
        lines: [words.footer],
        size: 28,
        weight: 'regular',
        width: 880,
        x: 100,
        y: 1326,
      },
    ],
  }
}

/** A coloured band with the title across the foot, the picture above it. */
const band: Layout = (args) => {
  const { motif, palette, words } = args
  const size = fitText({ lines: words.title, maxSize: 132, width: 900 })
  const top = 1230 - words.title.length * size * 1.28

  return {
    shapes: `<rect width="1080" height="1440" fill="${palette.wash}"/>
      <path d="M0 0h1080v${top - 130}c-220 110-420-50-640 10s-300 70-440 20z" fill="${palette.paper}"/>
      ${bubbles(args, 10)}${place(motif, 210, Math.max(130, top - 850), 1.65)}
      <path d="M0 ${top - 20}c160-60 330-60 540 0s380 60 540 0v${1480 - top}H0z" fill="${palette.accent}"/>
      <rect x="80" y="84" width="${Math.round(40 * widthInEms(words.kicker)) + 56}" height="76" rx="38" fill="${palette.accent}"/>`,
    texts: [
      {
        align: 'left',
        colour: palette.paper,
        lines: [words.kicker],
        size: 40,
        weight: 'bold',
        width: 860,
        x: 108,
        y: 98,
      },
      {
        align: 'left',
        colour: palette.paper,
        lines: words.title,
        size,
        weight: 'bold',
        width: 940,
        x: 78,
        y: top + 32,
      },
      {
        align: 'left',
        colour: palette.paper,
        lines: [words.subtitle],
        size: 40,
        weight: 'regular',
        width: 920,
        x: 80,
        y: 1290,
      },
      {
        align: 'left',
        colour: palette.paper,
        lines: [words.footer],
        size: 28,
        weight: 'regular',
        width: 920,
        x: 80,
        y: 1364,
      },
    ],
  }
}

/** A thin frame and a big quiet title in the middle, the picture small beneath. */
const frame: Layout = (args) => {
  const { motif, palette, words } = args
  const size = fitText({ lines: words.title, maxSize: 150, width: 820 })
  const below = 330 + words.title.length * size * 1.28

  return {
    shapes: `<rect width="1080" height="1440" fill="${palette.paper}"/>
      <circle cx="960" cy="120" r="260" fill="${palette.wash}"/><circle cx="90" cy="1330" r="330" fill="${palette.wash}"/>
      <rect x="64" y="64" width="952" height="1312" fill="none" stroke="${palette.accent}" stroke-width="5"/>
      <rect x="82" y="82" width="916" height="1276" fill="none" stroke="${palette.accent}" stroke-width="1.5"/>
      <path d="M470 300h140" stroke="${palette.accent}" stroke-width="6" stroke-linecap="round"/>
      ${place(motif, 310, 830, 1.15)}`,
    texts: [
      {
        align: 'centre',
        colour: palette.accent,
        lines: [words.kicker],
        size: 42,
        weight: 'bold',
        width: 800,
        x: 140,
        y: 206,
      },
      { align: 'centre', colour: palette.ink, lines: words.title, size, weight: 'bold', width: 880, x: 100, y: 340 },
      {
        align: 'centre',
        colour: palette.ink,
        lines: [words.subtitle],
        size: 40,
        weight: 'regular',
        width: 820,
        x: 130,
        y: below + 30,
      },
      {
        align: 'centre',
        colour: palette.ink,
        lines: [words.footer],
        size: 28,
        weight: 'regular',
        width: 820,
        x: 130,
        y: 1304,
      },
    ],
  }
}

export const LAYOUTS = { band, frame, stack, window } satisfies Record<string, Layout>

export type LayoutName = keyof typeof LAYOUTS
