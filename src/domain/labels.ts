/** A text for people in both languages of the admin. */
export interface Labels {
  en: string
  zh: string
}
