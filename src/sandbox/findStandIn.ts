import { type Fault, GENERAL_FAULTS } from './fault.ts'
import { STAND_INS } from './platforms/index.ts'
import type { StandIn } from './standIn.ts'

/** The stand-in of a kind; kinds without one rehearse on the general sandbox. */
export const findStandIn = (kind: string): StandIn | undefined => STAND_INS.find((standIn) => standIn.kind === kind)

export const faultsOf = (kind: string): readonly Fault[] => findStandIn(kind)?.faults ?? GENERAL_FAULTS
