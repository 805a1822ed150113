/** Drumbeat's mark: a drum and the beat that leaves it; takes the text colour of where it stands. */
export function Mark({ label, size }: { label?: string; size: number | string }) {
  return (
    <svg
      aria-hidden={label === undefined ? true : undefined}
      aria-label={label}
      fill="none"
      height={size}
      role={label === undefined ? undefined : 'img'}
      viewBox="0 0 32 32"
      width={size}
      xmlns="http://www.w3.org/2000/svg"
    >
      <path
        d="M4 15c0 6-.6 8.5 1.6 11.4C7.4 28.7 11.3 30 16 30s8.6-1.3 10.4-3.6C28.6 23.5 28 21 28 15"
        fill="#E0442A"
      />
      <ellipse cx="16" cy="15" fill="var(--theme-bg, #fff)" rx="12" ry="4.6" stroke="currentColor" strokeWidth="2.2" />
      <circle cx="16" cy="15" fill="#E0442A" r="1.7" />
      <path
        d="M11 8.6a7.2 7.2 0 0 1 10 0M7.4 4.9a12.3 12.3 0 0 1 17.2 0"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="2.2"
      />
    </svg>
  )
}
