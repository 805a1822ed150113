import type { MediaSnapshot } from '../content.ts'

/**
 * Whether a film was made with AI and nobody can see it on it (GB 45438-2025: on the first frame, for two seconds at least).
 *
 * On pictures the label is drawn; nothing is drawn into a film, so its maker must do it.
 */
export const isUnlabelledFilm = ({ aiGenerated, hasVisibleLabel, mimeType }: MediaSnapshot): boolean =>
  aiGenerated && hasVisibleLabel !== true && mimeType.startsWith('video/')
