/** How it was started: installed or from the sources, told `--no-sandbox` or not, and by whom (null on Windows, where nobody is root). */
export interface Started {
  readonly isPackaged: boolean
  readonly isWithoutSandbox: boolean
  readonly userId: number | null
}

/**
 * Why an installed Tierdesk may not start like this: a sentence, or null. Only root has no sandbox, in a container. The start of an AppImage
 * adds `--no-sandbox` by itself where people may make no namespaces, and its window would show customers' words unguarded without a word.
 */
export function openSandboxRefusal({ isPackaged, isWithoutSandbox, userId }: Started): string | null {
  if (!isPackaged || !isWithoutSandbox || userId === 0) return null
  return 'Tierdesk did not start: it would run without its sandbox, which keeps what a message could do away from this computer. Start it without --no-sandbox; if you did not ask for that, have IT install the deb or the rpm in place of the AppImage.'
}
