/** Where readers answer a post; signs that every platform has, drawn as plain type. */
export const Gestures = () => (
  <p aria-hidden className="drumbeat-look__gestures">
    <span>♡</span>
    <span>❝</span>
    <span>↗</span>
  </p>
)
