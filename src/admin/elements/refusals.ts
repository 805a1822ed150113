import { toast } from '@payloadcms/ui'

/** What was refused, and every reason why. */
export interface Refusal {
  reasons: readonly string[]
  title: string
}

type Listener = (refusal: Refusal | null) => void

/** Of the dialogs that are open, the one on top last. */
const dialogs: Listener[] = []

/** Has refusals told to a dialog for as long as it is open; gives what ends that. */
export function hearRefusals(listener: Listener): () => void {
  dialogs.push(listener)

  return () => {
    dialogs.splice(dialogs.indexOf(listener), 1)
  }
}

/**
 * Says what was refused where the person is: in the dialog on top, else in a toast.
 *
 * A toast would lie behind the dialog, where nobody reads it aloud and no pointer reaches it.
 */
export function sayRefused({ reasons, title }: Refusal, durationMs: number): void {
  const dialog = dialogs.at(-1)

  if (dialog === undefined) {
    toast.error(title, { description: reasons.join('\n'), duration: durationMs })
  } else {
    dialog({ reasons, title })
  }
}

/** Takes back what a dialog says of the last try, for another begins. */
export const forgetRefused = (): void => dialogs.at(-1)?.(null)
