/** The id of a relation, populated or not; null where there is none. */
export function idOf(relation: unknown): string | null {
  const id: unknown = typeof relation === 'object' && relation !== null && 'id' in relation ? relation.id : relation

  return typeof id === 'string' ? id : null
}
