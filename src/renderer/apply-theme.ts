import { desktop } from './desktop/desktop.ts'
import { type Theme, useScreen } from './workspace/screen-store.ts'

const darkQuery = '(prefers-color-scheme: dark)'

function paint(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia(darkQuery).matches)
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
}

/** Puts the chosen colours on the window and keeps them in step with the choice and with the system. Once, at the start. */
export function applyTheme(): void {
  const change = (): void => {
    const { theme } = useScreen.getState()
    paint(theme)
    // The frame around the window; where it does not answer only the frame keeps its colours.
    desktop()
      .call('theme.set', { theme })
      .catch(() => paint(theme))
  }
  change()
  useScreen.subscribe((screen, before) => screen.theme !== before.theme && change())
  // The system changed its mind: the frame followed already.
  matchMedia(darkQuery).addEventListener('change', () => paint(useScreen.getState().theme))
}
