import { Mark } from './Mark.tsx'

/** Stands at the head of the admin's step navigation. */
export const Icon = () => <Mark label="Drumbeat" size="100%" />
