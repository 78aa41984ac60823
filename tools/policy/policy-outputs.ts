import { adml, admx } from './group-policy.ts'
import { policyPage } from './policy-page.ts'
import { jsonSample, mobileConfig } from './policy-templates.ts'

/** Everything that is made from the policies: path within the project -> text. */
export const policyOutputs = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/policy.md', policyPage()],
    ['resources/policy/tierdesk.admx', admx()],
    ['resources/policy/en-US/tierdesk.adml', adml()],
    ['resources/policy/tierdesk.mobileconfig', mobileConfig()],
    ['resources/policy/tierdesk.json', jsonSample()],
  ])
