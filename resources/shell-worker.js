// Keeps the files of the window, so that a browser can open it during an outage. Never sees /api, never keeps a row.
// The build puts the list of files and its mark in place of the two words in capitals.
const files = __FILES__
const shell = 'tierdesk-shell-__MARK__'
/** How long the service may take to give a page before the kept one is shown, in milliseconds. */
const patience = 2000

self.addEventListener('install', (event) => {
  // What is asked of the service waits for no worker to be started, nor for one that hangs. Not every browser can do without.
  event.addRoutes?.({ condition: { requestMethod: 'POST' }, source: 'network' }).catch(() => undefined)
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('tierdesk-shell-') && name !== shell).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (event.request.mode === 'navigate') event.respondWith(page(event.request))
  else if (files.includes(url.pathname)) event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)))
})

/** The page from the service if it answers in time, so that a new build is seen at once; else the one that was kept. */
async function page(request) {
  const kept = await caches.match('/')
  if (kept === undefined) return fetch(request)
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(patience) })
    return fresh.ok ? fresh : kept
  } catch {
    return kept
  }
}
