const isRoot = process.getuid?.() === 0

/** How a Chromium is started that shows the window: without what it would do on the network of its own accord. */
export const chromiumArgs: readonly string[] = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]
