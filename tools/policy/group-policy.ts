import { policies, policyIds } from '#shared/policy/all-policies.ts'
import { type Policy, type PolicyTier, policyTiers } from '#shared/policy/define-policy.ts'
import { escaped } from './escaped.ts'

/** One policy in one tier: what the editor of group policies shows as a line. */
interface Setting {
  readonly name: string
  readonly id: string
  readonly tier: PolicyTier
  readonly policy: Policy
}

const settings: readonly Setting[] = policyTiers.flatMap((tier) =>
  policyIds
    .map((id) => ({ name: `${id}_${tier}`, id, tier, policy: policies[id] as Policy }))
    .filter(({ policy }) => policy.tiers.includes(tier) && policy.platforms.includes('win32')),
)

const keyOf = (tier: PolicyTier): string => String.raw`Software\Policies\Tierdesk` + `\\${tier}`

/** The administrative template of Windows: which settings there are. Machine and user alike; the machine's win. */
export const admx = (): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    '  <policyNamespaces>',
    '    <target prefix="tierdesk" namespace="Tierdesk.Policies"/>',
    '    <using prefix="windows" namespace="Microsoft.Policies.Windows"/>',
    '  </policyNamespaces>',
    '  <resources minRequiredRevision="1.0"/>',
    '  <categories>',
    '    <category name="Tierdesk" displayName="$(string.Tierdesk)"/>',
    ...policyTiers.map(
      (tier) =>
        `    <category name="${tier}" displayName="$(string.${tier})"><parentCategory ref="Tierdesk"/></category>`,
    ),
    '  </categories>',
    '  <policies>',
    ...settings.flatMap(definition),
    '  </policies>',
    '</policyDefinitions>',
    '',
  ].join('\n')

function definition({ name, id, tier, policy: { form } }: Setting): string[] {
  const isFlag = form.kind === 'flag'
  const head = `name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_Help)" key="${keyOf(tier)}"`
  return [
    `    <policy ${head} ${isFlag ? `valueName="${id}"` : `presentation="$(presentation.${name})"`}>`,
    `      <parentCategory ref="${tier}"/>`,
    '      <supportedOn ref="windows:SUPPORTED_Windows_10_0"/>',
    ...(isFlag
      ? [
          '      <enabledValue><decimal value="1"/></enabledValue>',
          '      <disabledValue><decimal value="0"/></disabledValue>',
        ]
      : ['      <elements>', ...elementOf(id, form), '      </elements>']),
    '    </policy>',
  ]
}

function elementOf(id: string, form: Exclude<Policy['form'], { kind: 'flag' }>): string[] {
  const named = `id="${id}" valueName="${id}" required="true"`
  switch (form.kind) {
    case 'whole':
      return [`        <decimal ${named} minValue="${form.min}" maxValue="${form.max}"/>`]
    case 'text':
      return [`        <text ${named} maxLength="${form.most}"/>`]
    case 'list':
      return [
        `        <multiText id="${id}" valueName="${id}" maxLength="${form.mostEach}" maxStrings="${form.most}"/>`,
      ]
    case 'choice':
      return [
        `        <enum ${named}>`,
        ...form.options.map(
          (option) =>
            `          <item displayName="$(string.${choiceName(id, option)})"><value><string>${escaped(option)}</string></value></item>`,
        ),
        '        </enum>',
      ]
  }
}

const choiceName = (id: string, option: string): string => `${id}_${option.replace(/[^A-Za-z0-9]/g, '_')}`

/** The English texts of the administrative template. */
export const adml = (): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    '  <displayName>Tierdesk</displayName>',
    '  <description>What IT decides for Tierdesk on a computer</description>',
    '  <resources>',
    '    <stringTable>',
    ...[...strings()].map(([id, text]) => `      <string id="${id}">${escaped(text)}</string>`),
    '    </stringTable>',
    '    <presentationTable>',
    ...settings.flatMap(presentation),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ].join('\n')

function strings(): Map<string, string> {
  const found = new Map([
    ['Tierdesk', 'Tierdesk'],
    ['Enforced', 'Enforced: nobody at the computer changes it'],
    ['Defaults', 'Defaults: until somebody chooses something else'],
  ])
  for (const { name, id, policy } of settings) {
    found.set(name, policy.title)
    found.set(
      `${name}_Help`,
      `${policy.description}\n\n${id}: ${policy.expected}. Where nobody says anything: ${usualOf(policy)}.`,
    )
    if (policy.form.kind !== 'choice') continue
    for (const option of policy.form.options) found.set(choiceName(id, option), option)
  }
  return found
}

const usualOf = ({ usual }: Policy): string => JSON.stringify(usual)

function presentation({ name, id, policy: { title, form, usual } }: Setting): string[] {
  const label = escaped(title)
  const control = {
    flag: null,
    whole: `<decimalTextBox refId="${id}" defaultValue="${String(usual)}">${label}</decimalTextBox>`,
    text: `<textBox refId="${id}"><label>${label}</label></textBox>`,
    list: `<multiTextBox refId="${id}">${label}</multiTextBox>`,
    choice: `<dropdownList refId="${id}" noSort="true" defaultItem="0">${label}</dropdownList>`,
  }[form.kind]
  return control === null ? [] : [`      <presentation id="${name}">`, `        ${control}`, '      </presentation>']
}
