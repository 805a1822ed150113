import type { Labels } from '../../src/domain/channelAdapter.ts'

export interface Choice<Value extends string> {
  label: { en: string; zh: string }
  value: Value
}

/** Options of a select, from one label per value; the type makes sure that no value lacks one. */
export const choices = <Value extends string>(labels: Record<Value, Labels>): Choice<Value>[] =>
  (Object.entries(labels) as [Value, Labels][]).map(([value, { en, zh }]) => ({ label: { en, zh }, value }))
