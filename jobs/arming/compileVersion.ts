import type { Document } from 'mongodb'

import { MEDIA } from '../../src/domain/slugs.ts'
import { worksOf } from '../rights/readLicence.ts'
import { compileRows } from './compileRows.ts'
import type { CarriedContent } from './copyRows.ts'
import type { ArmingDependencies } from './dependencies.ts'
import type { Sources, StoredVersion } from './sources.ts'

export interface CompileVersionArgs {
  channels: readonly Document[]
  dependencies: ArmingDependencies
  sources: Sources
  version: StoredVersion
}

/** What publications of a version carry on these channels; why a channel would refuse it stands in its `faults`. */
export async function compileVersion({
  channels,
  dependencies: { payload, registry, renditions, secrets },
  sources,
  version,
}: CompileVersionArgs): Promise<CarriedContent> {
  const publicPath = `${payload.config.routes.api}/${MEDIA}/file`
  const { rows } = await compileRows({ channels, publicPath, registry, renditions, secrets, sources, version })
  const { campaign, challenge, collaboration } = version.version

  return {
    compiled: rows,
    relations: { campaign, challenge, collaboration },
    versionId: String(version._id),
    works: worksOf(version.version),
  }
}
