import sharp, { type OutputInfo } from 'sharp'

// A bundler that saw through this would take the font for a module, and refuse it.
const { resolve } = process.getBuiltinModule('node:module').createRequire(import.meta.url)

// A bare machine has no Chinese font; two weights of Noto Sans SC (OFL 1.1) come with the package.
const FACES = {
  bold: { file: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf', name: 'Noto Sans SC Bold' },
  regular: { file: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf', name: 'Noto Sans SC' },
} as const

export interface SetLineArgs {
  /** As `#rrggbb`. */
  colour: string
  line: string
  /** Of the type, in pixels; the ink is lower. */
  size: number
  weight: keyof typeof FACES
}

/** Sets one line in Noto Sans SC: raw pixels, cropped to their ink. */
export async function setLine({
  colour,
  line,
  size,
  weight,
}: SetLineArgs): Promise<{ data: Buffer; info: OutputInfo }> {
  const { file, name } = FACES[weight]

  return sharp({
    text: {
      dpi: 72,
      font: `${name} ${size}`,
      fontfile: resolve(file),
      rgba: true,
      text: `<span foreground="${colour}">${escapeMarkup(line)}</span>`,
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true })
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
