interface TallyProps {
  count: number
  label: string
  tone?: 'error' | 'success'
}

/** One number with its name; coloured only when there is something to see. */
export const Tally = ({ count, label, tone }: TallyProps) => (
  <div
    className={['drumbeat-tally', tone !== undefined && count > 0 && `drumbeat-tally--${tone}`]
      .filter(Boolean)
      .join(' ')}
  >
    <dt>{label}</dt>
    <dd>{count}</dd>
  </div>
)
