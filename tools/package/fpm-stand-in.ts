// Makes a deb or an rpm of exactly the arguments that electron-builder has for fpm, by dpkg-deb and rpmbuild: for machines that
// cannot download fpm. Contents, control data and scripts are electron-builder's own.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type FpmRequest, debControl, fpmRequest, rpmSpec } from './fpm-arguments.ts'

const bytesOfSums = 64 * 1024 * 1024

function place(root: string, { placed }: FpmRequest): void {
  for (const { from, to } of placed) {
    const target = join(root, to)
    if (from.endsWith('/')) {
      mkdirSync(target, { recursive: true })
      execFileSync('cp', ['-a', `${from}.`, target])
    } else {
      mkdirSync(dirname(target), { recursive: true })
      copyFileSync(from, target)
      chmodSync(target, 0o644)
    }
  }
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root])
}

function makeDeb(root: string, request: FpmRequest, output: string): void {
  const size = Number(execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0])
  const sums = 'find . -type f -printf "%P\\0" | sort -z | xargs -0 md5sum'
  const md5 = execFileSync('sh', ['-c', sums], { cwd: root, maxBuffer: bytesOfSums })
  const control = join(root, 'DEBIAN')
  mkdirSync(control)
  writeFileSync(join(control, 'control'), debControl(request, size))
  writeFileSync(join(control, 'md5sums'), md5)
  for (const [fact, script] of [
    ['after-install', 'postinst'],
    ['after-remove', 'postrm'],
  ] as const) {
    const source = request.facts[fact]
    if (source === undefined) continue
    copyFileSync(source, join(control, script))
    chmodSync(join(control, script), 0o755)
  }
  const compression = request.facts['deb-compression'] === 'gz' ? ['-Zgzip', '-z1'] : ['-Zxz']
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '-b', root, output], { stdio: 'inherit' })
}

function makeRpm(folder: string, root: string, request: FpmRequest, output: string): void {
  const spec = join(folder, 'package.spec')
  const script = (fact: string): string => {
    const source = request.facts[fact]
    return source === undefined ? '' : readFileSync(source, 'utf8')
  }
  writeFileSync(spec, rpmSpec(request, { post: script('after-install'), postun: script('after-remove') }))
  const settings = [
    `_rpmdir ${folder}`,
    `_topdir ${join(folder, 'top')}`,
    '_rpmfilename out.rpm',
    `_binary_payload ${request.facts['rpm-compression'] === 'gzip' ? 'w1.gzdio' : 'w7T0.xzdio'}`,
  ]
  const defined = settings.flatMap((setting) => ['--define', setting])
  const { architecture } = request.facts
  // electron-builder says it as Debian does, and fpm puts it right.
  const target = architecture === 'amd64' ? 'x86_64' : (architecture ?? 'x86_64')
  execFileSync('rpmbuild', ['-bb', '--target', target, ...defined, '--buildroot', root, spec], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  copyFileSync(join(folder, 'out.rpm'), output)
}

const request = fpmRequest(process.argv.slice(2))
const output = request.facts['package']
if (output === undefined) throw new Error('fpm is not told --package.')
const folder = mkdtempSync(join(tmpdir(), 'tierdesk-fpm-'))
try {
  const root = join(folder, 'root')
  mkdirSync(root)
  place(root, request)
  rmSync(output, { force: true })
  if (request.type === 'deb') makeDeb(root, request, output)
  else makeRpm(folder, root, request, output)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
