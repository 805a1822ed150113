/** A round first letter; nobody's mark. */
export const Avatar = ({ name }: { name: string }) => (
  <span aria-hidden className="drumbeat-look__avatar">
    {name.slice(0, 1)}
  </span>
)
