// Makes and checks site packs: `npm run site-pack -- make-key|make|check`.
import { runSitePackCommand } from './site-pack-command.ts'

// npm runs scripts in the project's folder, while paths are meant from where the person stands.
process.chdir(process.env['INIT_CWD'] ?? process.cwd())
process.exitCode = runSitePackCommand({
  words: process.argv.slice(2),
  print: (line) => console.log(line),
  now: () => new Date(),
})
