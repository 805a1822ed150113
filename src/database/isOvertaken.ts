/** Whether the database ended a transaction because another wrote the same document; who does it again may well succeed. */
export function isOvertaken(error: unknown): boolean {
  const { cause, codeName, errorLabelSet } = error as {
    cause?: unknown
    codeName?: unknown
    errorLabelSet?: Set<string>
  }

  return (
    codeName === 'WriteConflict' ||
    errorLabelSet?.has('TransientTransactionError') === true ||
    (typeof cause === 'object' && cause !== null && isOvertaken(cause))
  )
}
