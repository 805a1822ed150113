/** Puts one question for all that is asked in one turn of the loop; each asker gets the whole answer. */
export function askTogether<Answer>(
  ask: (names: readonly string[]) => Promise<Answer>,
): (names: readonly string[]) => Promise<Answer> {
  let next: { answer: Promise<Answer>; names: Set<string> } | undefined

  const open = () => {
    const names = new Set<string>()
    const turn = new Promise<void>((resolve) => setImmediate(resolve))

    return {
      answer: turn.then(() => {
        next = undefined

        return ask([...names])
      }),
      names,
    }
  }

  return (names) => {
    next ??= open()
    names.forEach((name) => next?.names.add(name))

    return next.answer
  }
}
