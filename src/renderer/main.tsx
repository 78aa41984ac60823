import './no-eval.ts'
import './ui/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyTheme } from './apply-theme.ts'
import { desktop } from './desktop/desktop.ts'
import { keepShell } from './desktop/keep-shell.ts'
import { UiRoot } from './ui/root.tsx'
import { say } from './words/say.ts'

const box = document.getElementById('desk')
if (box === null) throw new Error('index.html has no #desk')
// Before the first paint, so that nothing flashes in the wrong colours.
applyTheme()
createRoot(box).render(
  <UiRoot closeLabel={say('common.close')}>
    <App />
  </UiRoot>,
)
// After everything else: the first picture does not wait for it. Where the browser refuses, the window works all the same, online.
void keepShell(desktop()).catch((error: unknown) => reportError(error))
