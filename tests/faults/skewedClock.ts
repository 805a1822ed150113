/**
 * Gives this process a wall clock that is wrong, as `FAULT_CLOCK` asks: `300000` is five minutes ahead, and
 * `0,-3600000@2000` is right at first and set back by an hour after two seconds. Import it before anything else.
 *
 * The steady clock stays: it is what a kernel keeps steady when somebody sets the other one.
 */
const [offset = '0', step = '0@0'] = (process.env['FAULT_CLOCK'] ?? '').split(',')
const [stepMs = 0, afterMs = 0] = step.split('@').map(Number)
const TrueDate = Date

const wrongNow = (): number => TrueDate.now() + Number(offset) + (performance.now() >= afterMs ? stepMs : 0)

class WrongDate extends TrueDate {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [wrongNow()] : given) as [number]))
  }

  static override now(): number {
    return wrongNow()
  }
}

if (process.env['FAULT_CLOCK'] !== undefined) {
  globalThis.Date = WrongDate as DateConstructor
}
