/** Adds topics behind those that stand there; one that stands there already is not doubled. */
export const addTopics = (present: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...present, ...added]),
]
