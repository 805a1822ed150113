import type { ReleaseReport } from '../../domain/release/report.ts'

/** What a dry run says of one item, or of the whole: what refuses it, and what only warns. */
export const Reasons = ({ reasons }: { reasons: ReleaseReport['reasons'] }) =>
  reasons.length === 0 ? null : (
    <ul className="drumbeat-release__reasons">
      {reasons.map(({ code, message, severity }) => (
        <li className={severity === 'error' ? 'drumbeat-error' : 'drumbeat-release__warning'} key={code + message}>
          {message}
        </li>
      ))}
    </ul>
  )
