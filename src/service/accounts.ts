import { Command, CommanderError } from 'commander'
import { Role } from '#shared/domain/agent.ts'
import { AccountAdmin, type Closed, drawnPassword } from './accounts/account-admin.ts'
import { ImportRefused } from './channels/import/import-refused.ts'
import { openImportDatabase } from './channels/import/open-database.ts'
import { readConfig } from './config.ts'
import { StartRefused } from './database/start-refused.ts'
import { PostgresLedger } from './sync/postgres-ledger.ts'

const out = (line: string): void => void process.stdout.write(`${line}\n`)

/** Does something with the database of the service, which may run meanwhile. */
async function withAccounts(use: (admin: AccountAdmin) => Promise<void>): Promise<void> {
  const database = await openImportDatabase(readConfig(process.env))
  const { pool } = database
  try {
    await use(new AccountAdmin(pool, new PostgresLedger(pool, { statementSeconds: 30 }), () => new Date()))
  } finally {
    await database.close()
  }
}

/** What is piped in, where that was said; else one that is drawn and shown this once. Never from the command line, where others can read it. */
async function newPassword(isPiped: boolean): Promise<{ readonly password: string; readonly told: string }> {
  if (!isPiped) {
    const password = drawnPassword()
    return { password, told: ` The password, shown this once: ${password}` }
  }
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return { password: text.split(/\r?\n/)[0] ?? '', told: '' }
}

interface PasswordOptions {
  readonly passwordStdin?: boolean
}

interface AddOptions extends PasswordOptions {
  readonly name: string
  readonly role: string
  readonly site?: string
  readonly locale: string
  readonly markets: string
  readonly sees: string
}

async function add(login: string, options: AddOptions): Promise<void> {
  const { password, told } = await newPassword(options.passwordStdin === true)
  const role = Role.safeParse(options.role)
  if (!role.success) throw new StartRefused(`"${options.role}" is no role. Give one of: ${Role.options.join(', ')}.`)
  if (options.sees !== 'queues' && options.sees !== 'workspace') {
    throw new StartRefused(`"${options.sees}" is nothing that one can see. Give queues, or workspace for all of it.`)
  }
  const { name, site = null, locale, sees } = options
  const colleague = { login, name, role: role.data, site, locale, sees, markets: options.markets.split(',') } as const
  await withAccounts(async (admin) => admin.add(colleague, password))
  out(`${name} signs in as "${login}".${told}`)
}

async function list(): Promise<void> {
  await withAccounts(async (admin) => {
    const lines = await admin.list()
    if (lines.length === 0) out('Nobody signs in yet.')
    const seen = (at: Date | null): string => (at === null ? 'never' : at.toISOString())
    for (const one of lines) {
      out([one.login, one.name, one.role, one.active ? 'active' : 'not active', `seen ${seen(one.seen)}`].join('\t'))
    }
  })
}

function toldOf({ name, sessions, devices }: Closed, login: string): string[] {
  const device = (one: Closed['devices'][number]): string => {
    if (one.isWiped) return `${one.deviceId}  is told to forget everything`
    return one.isShared ? `${one.deviceId}  others use it too: not wiped` : `${one.deviceId}  not wiped`
  }
  return [`"${login}" (${name}) can sign in no more; ${sessions} sessions were ended.`, ...devices.map(device)]
}

const passwordStdin = [
  '--password-stdin',
  'the password is piped in; without this one is drawn and shown once',
] as const
const command = new Command('npm run accounts --')
  .description('Who may sign in. The service may run meanwhile.')
  .exitOverride()
command.command('list').description('who may sign in, and when they were last here').action(list)
command
  .command('add-site <name>')
  .description('makes a site')
  .option('--in-house', 'of the company itself, not of a BPO')
  .action(async (name: string, { inHouse = false }: { readonly inHouse?: boolean }) => {
    await withAccounts((admin) => admin.addSite(name, inHouse))
    out(`The site "${name}" is made.`)
  })
command
  .command('add <login>')
  .description('makes an agent who may sign in')
  .requiredOption('--name <name>', 'as colleagues read it')
  .requiredOption('--role <role>', Role.options.join(', '))
  .option('--site <name>', 'where they work')
  .option('--locale <tag>', 'language and place, such as fil-PH', 'en')
  .option('--markets <codes>', 'markets served, such as PH,SG; * is every one', '*')
  .option('--sees <what>', 'queues: those of their teams and site; workspace: everything', 'queues')
  .option(...passwordStdin)
  .action(add)
command
  .command('password <login>')
  .description('gives another password, and ends their sessions')
  .option(...passwordStdin)
  .action(async (login: string, options: PasswordOptions) => {
    const { password, told } = await newPassword(options.passwordStdin === true)
    await withAccounts(async (admin) => {
      const ended = await admin.setPassword(login, password)
      out(`"${login}" has a new password; ${ended} sessions were ended.${told}`)
    })
  })
command
  .command('close <login>')
  .description('somebody leaves: they sign in no more, and their windows forget what they could read')
  .option('--wipe', 'devices that nobody else used in the last 90 days forget everything')
  .action(async (login: string, { wipe = false }: { readonly wipe?: boolean }) => {
    await withAccounts(async (admin) => {
      for (const line of toldOf(await admin.close(login, wipe), login)) out(line)
    })
  })

/** The exit code: 0 done, 1 with a sentence that says why not. */
async function run(): Promise<number> {
  try {
    await command.parseAsync(process.argv.slice(2), { from: 'user' })
    return 0
  } catch (error) {
    // Commander has said already what is wrong with the words, or has shown its help.
    if (error instanceof CommanderError) return error.exitCode
    const isSaid = error instanceof ImportRefused || error instanceof StartRefused
    const trouble = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${isSaid ? trouble : `It failed: ${trouble}. Report this line.`}\n`)
    return 1
  }
}

process.exitCode = await run()
