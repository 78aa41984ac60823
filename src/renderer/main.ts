import './no-eval.ts'
import './ui/theme.css'

// Everything that makes a schema comes after zod was told not to make code from text, whichever file of the build it ends up in.
const { start } = await import('./start.ts')
await start()
