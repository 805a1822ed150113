import type { Payload } from 'payload'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import type { Bells } from '../bells.ts'
import type { RenditionMaker } from '../renditions/createRenditions.ts'

/** What arming is made of. */
export interface ArmingDependencies {
  bells: Bells
  clock: () => Date
  payload: Payload
  registry: ChannelRegistry
  renditions: Pick<RenditionMaker, 'drawingsFor' | 'want'>
  secrets: SecretBox
}
