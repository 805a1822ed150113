import type { ReactNode } from 'react'

/** Says that there is nothing, and what would change that. */
export const Empty = ({ children }: { children: ReactNode }) => <p className="drumbeat-empty">{children}</p>
