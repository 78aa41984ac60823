import { describe, expect, test } from 'vitest'
import { debControl, fpmRequest, rpmSpec } from '#tools/package/fpm-arguments.ts'

// As electron-builder 26.17 calls fpm, shortened.
const words = (type: string): string[] =>
  [
    `-s dir --force -t ${type} -d libgtk-3-0 -d libnss3 --deb-recommends libappindicator3-1 --deb-compression xz`,
    '--architecture amd64 --after-install /tmp/i --after-remove /tmp/r --version 1.2.3 --package out.deb --name tierdesk',
    '--maintainer T --vendor V --url https://u/ --category net --deb-priority optional --license MIT',
  ]
    .join(' ')
    .split(' ')
    .concat('--description', 'short\n long text', '/a/app/=/opt/Tierdesk', '/a/icon=16.png=/usr/share/icons/t.png')

describe('the stand-in for fpm', () => {
  test('reads what goes where, also from paths with an equals sign', () => {
    expect(fpmRequest(words('deb')).placed).toEqual([
      { from: '/a/app/', to: '/opt/Tierdesk' },
      { from: '/a/icon=16.png', to: '/usr/share/icons/t.png' },
    ])
  })

  test('writes the control file of a deb', () => {
    expect(debControl(fpmRequest(words('deb')), 42)).toBe(
      [
        'Package: tierdesk',
        'Version: 1.2.3',
        'Architecture: amd64',
        'Maintainer: T',
        'Installed-Size: 42',
        'Depends: libgtk-3-0, libnss3',
        'Recommends: libappindicator3-1',
        'Section: net',
        'Priority: optional',
        'Homepage: https://u/',
        'Description: short',
        ' long text',
        '',
      ].join('\n'),
    )
  })

  test('writes the spec of an rpm, in which a percent sign is text', () => {
    const spec = rpmSpec(fpmRequest(words('rpm')), { post: 'echo 100%', postun: 'true' })
    expect(spec).toContain('Requires: libgtk-3-0\nRequires: libnss3\n')
    expect(spec).toContain('%post\necho 100%%\n')
    expect(spec).toContain('"/opt/Tierdesk"\n')
  })

  // Catches an option of a later electron-builder that would be lost in silence.
  test('refuses what it does not know', () => {
    expect(() => fpmRequest([...words('deb'), '--deb-systemd', 'x'])).toThrow('does not know --deb-systemd')
    expect(() => fpmRequest(words('pacman'))).toThrow('not pacman')
  })
})
