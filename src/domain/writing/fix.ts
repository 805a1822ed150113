export type FixAct =
  'add-label' | 'drop-links' | 'drop-media' | 'drop-mentions' | 'drop-topics' | 'move-comment' | 'shorten'

/** Values to put into the variant; media by id. What is not named stays. */
export interface VariantChange {
  firstComment?: string
  media?: string[]
  mentions?: string[]
  text?: string
  title?: string
  topics?: string[]
}

/** What a person may do about a finding with one click. */
export interface Fix {
  act: FixAct
  change: VariantChange
  /** In the language of the one who asks. */
  label: string
}
