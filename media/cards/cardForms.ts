/** Where things stand on a card, in pixels. */
export interface CardForm {
  height: number
  pad: number
  pictureHeight: number
  qr: number
  smallType: number
  titleType: number
  width: number
}

/** The poster is 3:4 for notes and groups, the share card 5:4 for mini programs. */
export const CARD_FORMS = {
  poster: { height: 1_440, pad: 64, pictureHeight: 1_000, qr: 300, smallType: 34, titleType: 66, width: 1_080 },
  'share-card': { height: 800, pad: 44, pictureHeight: 500, qr: 216, smallType: 27, titleType: 48, width: 1_000 },
} as const satisfies Record<string, CardForm>

export type CardFormName = keyof typeof CARD_FORMS
