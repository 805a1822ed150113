/** The colours of one poster: `paper` and `wash` lie behind, `shape` and `accent` draw, `ink` writes. */
export interface Palette {
  accent: string
  ink: string
  paper: string
  shape: string
  wash: string
}

export const PALETTES = {
  apricot: { accent: '#e8663d', ink: '#5a2413', paper: '#fff3e6', shape: '#ffb48a', wash: '#ffdcc2' },
  berry: { accent: '#ffd166', ink: '#fff4f2', paper: '#8e2446', shape: '#c8476f', wash: '#a83258' },
  lilac: { accent: '#7a4fd0', ink: '#33215e', paper: '#f5f0ff', shape: '#c3abf2', wash: '#e1d5fb' },
  mist: { accent: '#2878a8', ink: '#123a55', paper: '#eef7fb', shape: '#9fd0e6', wash: '#cfe8f3' },
  night: { accent: '#f4b8a4', ink: '#fdf3ee', paper: '#232742', shape: '#525b8d', wash: '#343a62' },
  rose: { accent: '#d6476f', ink: '#6a1c36', paper: '#fff0f3', shape: '#f5a7bb', wash: '#fbd3dd' },
  sage: { accent: '#3e7f5c', ink: '#1f4533', paper: '#f1f7ef', shape: '#a9d1b1', wash: '#d5e9d6' },
} as const satisfies Record<string, Palette>

export type PaletteName = keyof typeof PALETTES
