export interface DiffLine {
  kind: 'added' | 'kept' | 'removed'
  text: string
}

/** What was taken out of and put into a text, line by line: the longest common lines are kept. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [from, to] = [before.split('\n'), after.split('\n')]
  const common = commonLengths(from, to)
  const lines: DiffLine[] = []
  let [row, column] = [0, 0]

  while (row < from.length || column < to.length) {
    const [old, now] = [from[row], to[column]]

    if (old !== undefined && old === now) {
      lines.push({ kind: 'kept', text: old })
      row += 1
      column += 1
    } else if (
      now === undefined ||
      (old !== undefined && lengthAt(common, row + 1, column) >= lengthAt(common, row, column + 1))
    ) {
      lines.push({ kind: 'removed', text: old ?? '' })
      row += 1
    } else {
      lines.push({ kind: 'added', text: now })
      column += 1
    }
  }

  return lines
}

/** How many lines the rests of two texts have in common, by where the rests begin. */
function commonLengths(from: readonly string[], to: readonly string[]): number[][] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0))

  for (let row = from.length - 1; row >= 0; row -= 1) {
    for (let column = to.length - 1; column >= 0; column -= 1) {
      lengths[row]![column] =
        from[row] === to[column]
          ? lengthAt(lengths, row + 1, column + 1) + 1
          : Math.max(lengthAt(lengths, row + 1, column), lengthAt(lengths, row, column + 1))
    }
  }

  return lengths
}

const lengthAt = (lengths: number[][], row: number, column: number): number => lengths[row]?.[column] ?? 0
