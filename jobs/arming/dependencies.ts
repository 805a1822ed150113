import type { Payload } from 'payload'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import type { Bells } from '../bells.ts'

/** What arming is made of. */
export interface ArmingDependencies {
  bells: Bells
  clock: () => Date
  payload: Payload
  registry: ChannelRegistry
  secrets: SecretBox
}
