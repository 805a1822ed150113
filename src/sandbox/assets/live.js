/* global CSS, document, fetch, location, setTimeout, URL */

// Keeps the page up to date: asks for its changing part now and then, and puts it in place when it has changed.
const main = document.querySelector('[data-live]')
let version = main?.dataset.version ?? ''

async function refresh() {
  if (!document.hidden && main) {
    const address = new URL(location.href)

    address.searchParams.set('part', 'live')

    try {
      const response = await fetch(address, { headers: { 'if-none-match': version } })

      if (response.status === 200) {
        version = response.headers.get('etag') ?? ''
        replace(await response.text())
      }
    } catch {
      // The server is away; the next round finds it again.
    }
  }

  setTimeout(refresh, 1500)
}

/** Marks what was not there before, so that an arrival is seen. */
function replace(text) {
  const known = new Set([...main.querySelectorAll('[data-key]')].map((element) => element.dataset.key))
  const scrolled = main.querySelector('.screen')?.scrollTop ?? 0
  const focused = main.contains(document.activeElement) ? document.activeElement.getAttribute('value') : null

  main.innerHTML = text
  main.querySelector('.screen')?.scrollTo(0, scrolled)

  for (const element of main.querySelectorAll('[data-key]')) {
    element.classList.toggle('arrived', !known.has(element.dataset.key))
  }

  if (focused) {
    main.querySelector(`button[value="${CSS.escape(focused)}"]`)?.focus()
  }
}

void refresh()
