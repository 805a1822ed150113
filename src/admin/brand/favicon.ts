const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none"><style>.i{stroke:#222}@media(prefers-color-scheme:dark){.i{stroke:#eee}}</style><path d="M4 15c0 6-.6 8.5 1.6 11.4C7.4 28.7 11.3 30 16 30s8.6-1.3 10.4-3.6C28.6 23.5 28 21 28 15" fill="#E0442A"/><ellipse class="i" cx="16" cy="15" rx="12" ry="4.6" fill="#fff" stroke-width="2.4"/><circle cx="16" cy="15" r="2" fill="#E0442A"/><path class="i" d="M11 8.6a7.2 7.2 0 0 1 10 0M7.4 4.9a12.3 12.3 0 0 1 17.2 0" stroke-width="2.4" stroke-linecap="round"/></svg>`

/** The mark as a data URL, so that a host app needs no file of ours in its public folder. */
export const FAVICON = `data:image/svg+xml,${encodeURIComponent(MARK)}`
