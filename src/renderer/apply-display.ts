import { desktop } from './desktop/desktop.ts'
import { showMenu } from './show-menu.ts'
import { textSizeChanged } from './ui/rem-scale.ts'
import { onSpoken, speak, tongueNow } from './words/speak.ts'
import { speakOutside } from './workspace/outside.ts'
import { type Settings, tongueOf, useSettings } from './workspace/settings-store.ts'

const darkQuery = '(prefers-color-scheme: dark)'
const contrastQuery = '(prefers-contrast: more)'

const followsSystem = ({ theme }: Pick<Settings, 'theme'>): boolean => theme === 'system' || theme === 'contrast'

function paint(settings: Settings): void {
  const { dataset, style } = document.documentElement
  const isDark = followsSystem(settings) ? matchMedia(darkQuery).matches : settings.theme === 'dark'
  dataset['theme'] = isDark ? 'dark' : 'light'
  const hasContrast = settings.theme === 'contrast' || matchMedia(contrastQuery).matches
  dataset['contrast'] = hasContrast ? 'more' : 'usual'
  dataset['density'] = settings.density
  style.fontSize = `${settings.textSize}%`
}

/** Speaks as the settings say. Where the words cannot be had the window goes on in the language it has. */
export const speakAsSet = (): Promise<void> => {
  const settings = useSettings.getState()
  return speak(tongueOf(settings), settings.locale).catch((error: unknown) => reportError(error))
}

/** The frame around the window; where it does not answer only the frame keeps its colours. */
function colorFrame(settings: Settings): void {
  desktop()
    .call('theme.set', { theme: settings.theme === 'contrast' ? 'system' : settings.theme })
    .catch(() => paint(settings))
}

/** Puts the settings on the window and keeps it in step with them and with the system. Once, at the start. */
export function applyDisplay(): void {
  const now = useSettings.getState
  paint(now())
  colorFrame(now())
  useSettings.subscribe((settings, before) => {
    paint(settings)
    if (settings.theme !== before.theme) colorFrame(settings)
    if (settings.textSize !== before.textSize) textSizeChanged()
    if (tongueOf(settings) !== tongueOf(before) || settings.locale !== before.locale) void speakAsSet()
  })
  // The system changed its mind: the frame followed already.
  for (const query of [darkQuery, contrastQuery]) {
    matchMedia(query).addEventListener('change', () => paint(now()))
  }
  onSpoken(() => {
    document.documentElement.lang = tongueNow()
    showMenu()
    speakOutside()
  })
  // The app may have shown the menu of a window that spoke another language.
  showMenu()
  speakOutside()
}
