import { Mark } from './Mark.tsx'

/** Stands above the sign-in form: the mark, and the name in both languages. */
export const Logo = () => (
  <div className="drumbeat-logo">
    <Mark size={56} />
    <span className="drumbeat-logo__name">
      Drumbeat
      <span className="drumbeat-logo__local" lang="zh">
        鼓点
      </span>
    </span>
  </div>
)
