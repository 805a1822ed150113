import { en } from './en.ts'
import { zh } from './zh.ts'

/** For `config.i18n.translations`; our texts live under one key so that a host's own are left alone. */
export const translations = { en: { drumbeat: en }, zh: { drumbeat: zh } }

type Texts = typeof en

/** A text of ours, such as `state:armed`. */
export type TextKey = { [Area in keyof Texts]: `${Area}:${keyof Texts[Area] & string}` }[keyof Texts]

export type Say = (key: TextKey, values?: Record<string, number | string>) => string
