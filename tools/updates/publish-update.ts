// Publishes releases of the desktop and says who gets them: `npm run publish-update -- make-key|add|roll-out|oldest|halt|resume|stop|start|show`.
import { runPublishCommand } from './publish-command.ts'

// npm runs scripts in the project's folder, while paths are meant from where the person stands.
process.chdir(process.env['INIT_CWD'] ?? process.cwd())
process.exitCode = await runPublishCommand({
  words: process.argv.slice(2),
  print: (line) => console.log(line),
  now: () => new Date(),
})
