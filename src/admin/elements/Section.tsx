import { type ReactNode, useId } from 'react'

interface SectionProps {
  /** Stands at the right of the heading. */
  aside?: ReactNode
  children: ReactNode
  className?: string
  title: string
}

/** One panel with its heading, in the manner of Payload's cards. */
export function Section({ aside, children, className, title }: SectionProps) {
  const id = useId()

  return (
    <section aria-labelledby={id} className={['drumbeat-section', className].filter(Boolean).join(' ')}>
      <header className="drumbeat-section__header">
        <h3 className="drumbeat-section__title" id={id}>
          {title}
        </h3>
        {aside !== undefined && <div className="drumbeat-section__aside">{aside}</div>}
      </header>
      {children}
    </section>
  )
}
