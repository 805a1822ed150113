import type { TextBlock } from './layouts.ts'
import { PALETTES } from './palettes.ts'

const { accent, ink, paper, shape, wash } = PALETTES.rose

interface BrandLayers {
  shapes: string
  texts: readonly TextBlock[]
}

const drop = (x: number, y: number, scale: number, fill: string): string =>
  `<path transform="translate(${x} ${y}) scale(${scale})" d="M0-100c54 70 78 106 78 146a78 78 0 0 1-156 0c0-40 24-76 78-146z" fill="${fill}"/>`

const centred = (lines: string[], size: number, y: number, colour: string, weight: TextBlock['weight']): TextBlock => ({
  align: 'centre',
  colour,
  lines,
  size,
  weight,
  width: 1080,
  x: 60,
  y,
})

const logo: BrandLayers = {
  shapes: `<rect width="1200" height="1200" fill="#fff"/>
    <circle cx="600" cy="480" r="280" fill="${wash}"/>
    ${drop(600, 470, 2, accent)}${drop(668, 560, 0.9, paper)}
    <path d="M520 600c26 42 62 62 104 64" stroke="#fff" stroke-width="16" fill="none" stroke-linecap="round" opacity=".7"/>`,
  texts: [
    centred(['朝露颜究所'], 128, 830, ink, 'bold'),
    centred(['ZHAOLU  BEAUTY  LAB'], 44, 1010, accent, 'regular'),
  ],
}

const character: BrandLayers = {
  shapes: `<rect width="1200" height="1200" fill="${paper}"/><circle cx="600" cy="590" r="430" fill="${wash}"/>
    <ellipse cx="600" cy="938" rx="230" ry="30" fill="${ink}" opacity=".14"/>
    <path d="M440 900c-10 34-24 46-52 56M760 900c10 34 24 46 52 56" stroke="${accent}" stroke-width="30" stroke-linecap="round" fill="none"/>
    ${drop(600, 560, 3.4, shape)}
    <path d="M330 690c-54-10-86-50-92-102M870 690c54-34 74-84 66-140" stroke="${accent}" stroke-width="30" stroke-linecap="round" fill="none"/>
    <circle cx="500" cy="690" r="30" fill="${ink}"/><circle cx="700" cy="690" r="30" fill="${ink}"/>
    <circle cx="510" cy="680" r="9" fill="#fff"/><circle cx="710" cy="680" r="9" fill="#fff"/>
    <ellipse cx="440" cy="765" rx="46" ry="26" fill="${accent}" opacity=".4"/><ellipse cx="760" cy="765" rx="46" ry="26" fill="${accent}" opacity=".4"/>
    <path d="M548 762c30 44 74 44 104 0" stroke="${ink}" stroke-width="16" fill="none" stroke-linecap="round"/>
    <path d="M470 520c12-60 40-118 76-170" stroke="#fff" stroke-width="26" stroke-linecap="round" opacity=".75" fill="none"/>
    <path transform="translate(0 32)" d="M600 190c-50-74-120-84-150-56 20 56 92 82 150 56zM600 190c26-70 88-96 128-78-4 56-66 92-128 78z" fill="#6fb28a"/>`,
  texts: [centred(['露露 Lulu'], 84, 1040, ink, 'bold')],
}

const swatches = Object.entries(PALETTES).map(([name, colours], row) =>
  [colours.paper, colours.wash, colours.shape, colours.accent, colours.ink]
    .map(
      (fill, column) =>
        `<rect x="${330 + column * 160}" y="${246 + row * 128}" width="146" height="108" rx="16" fill="${fill}" data-name="${name}"/>`,
    )
    .join(''),
)

const paletteNames = ['杏子 Apricot', '浆果 Berry', '丁香 Lilac', '晨雾 Mist', '夜色 Night', '玫瑰 Rose', '鼠尾草 Sage']

const palette: BrandLayers = {
  shapes: `<rect width="1200" height="1200" fill="#faf7f5"/>${swatches.join('')}`,
  texts: [
    { align: 'left', colour: ink, lines: ['品牌色彩 Palette'], size: 64, weight: 'bold', width: 1000, x: 80, y: 96 },
    ...paletteNames.map((name, row): TextBlock => ({
      align: 'left',
      colour: ink,
      lines: [name],
      size: 32,
      weight: 'regular',
      width: 240,
      x: 80,
      y: 278 + row * 128,
    })),
  ],
}

const pattern: BrandLayers = {
  shapes: `<rect width="1200" height="1200" fill="${wash}"/>${Array.from({ length: 64 }, (_, index) => {
    const [column, row] = [index % 8, Math.floor(index / 8)]
    const x = 75 + column * 150 + (row % 2) * 75
    const fill = [accent, shape, paper][(column + row * 2) % 3] ?? accent

    return (column + row) % 2 === 0
      ? drop(x, 75 + row * 150, 0.36, fill)
      : `<circle cx="${x}" cy="${82 + row * 150}" r="26" fill="none" stroke="${fill}" stroke-width="12"/>`
  }).join('')}`,
  texts: [],
}

const slogan: BrandLayers = {
  shapes: `<rect width="1200" height="1200" fill="${accent}"/><circle cx="1020" cy="180" r="330" fill="${shape}" opacity=".35"/>
    <circle cx="120" cy="1090" r="380" fill="${ink}" opacity=".22"/>${drop(1010, 1000, 0.9, paper)}${drop(880, 1060, 0.5, wash)}`,
  texts: [
    {
      align: 'left',
      colour: '#ffffff',
      lines: ['认真护肤，', '慢慢变好。'],
      size: 190,
      weight: 'bold',
      width: 1100,
      x: 90,
      y: 380,
    },
    {
      align: 'left',
      colour: wash,
      lines: ['Good skin takes its time.'],
      size: 56,
      weight: 'regular',
      width: 1000,
      x: 96,
      y: 910,
    },
  ],
}

const guideline: BrandLayers = {
  shapes: `<rect width="1200" height="1200" fill="#ffffff"/><rect x="80" y="250" width="1040" height="3" fill="${shape}"/>
    <circle cx="330" cy="560" r="180" fill="${wash}"/>${drop(330, 550, 1.3, accent)}
    <rect x="110" y="340" width="440" height="440" fill="none" stroke="${accent}" stroke-width="3" stroke-dasharray="12 10"/>
    <rect x="650" y="340" width="440" height="440" fill="${ink}"/>${drop(870, 550, 1.3, '#ffffff')}`,
  texts: [
    {
      align: 'left',
      colour: ink,
      lines: ['标志使用规范 Logo guideline'],
      size: 58,
      weight: 'bold',
      width: 1000,
      x: 80,
      y: 130,
    },
    {
      align: 'left',
      colour: ink,
      lines: ['四周留白不小于标志高度的四分之一'],
      size: 40,
      weight: 'regular',
      width: 1000,
      x: 110,
      y: 850,
    },
    {
      align: 'left',
      colour: ink,
      lines: ['深色背景只用反白版，不加阴影、不描边'],
      size: 40,
      weight: 'regular',
      width: 1000,
      x: 110,
      y: 930,
    },
    {
      align: 'left',
      colour: ink,
      lines: ['屏幕上最小高度 24 像素'],
      size: 40,
      weight: 'regular',
      width: 1000,
      x: 110,
      y: 1010,
    },
  ],
}

/** The identity of the demo's brand, as layers of 1200 × 1200 pixels. */
export const BRAND_SHAPES = { character, guideline, logo, palette, pattern, slogan } satisfies Record<
  string,
  BrandLayers
>
