import './no-eval.ts'
import './ui/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyTheme } from './apply-theme.ts'
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
