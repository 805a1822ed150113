import { html, type Markup } from './markup.ts'

const TONES = 8

/** A number from a text that stays the same, for colours that belong to an account or a post. */
export const toneOf = (text: string): number =>
  [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9_973, 7) % TONES

/** A round face with the first character of the name. */
export const avatar = (name: string, slug: string): Markup =>
  html`<span class="avatar tone-${toneOf(slug)}" aria-hidden="true">${[...name][0] ?? '·'}</span>`
