// The part of the configuration's shape that is about the caseworkers' page: who logs in how, and what its figures are calculated with.
import { z } from 'zod'
import { personRoles } from '../roles.js'
import { duration, key } from './scalars.js'

const costs = z
  .strictObject({
    enquiry: z.number().min(0).default(110).describe('What handling one written enquiry costs, in kroner'),
    enquiryMinutes: z
      .number()
      .gt(0)
      .default(15)
      .describe('Working minutes that this sum pays for; a guess until you have measured yours'),
    sortMinutes: z
      .number()
      .min(0)
      .default(2)
      .describe('Of these, minutes for finding out where a mail belongs; a guess too'),
  })
  .prefault({})
  .describe('Unit costs, from which the figures estimate what is saved')

const group = z.strictObject({
  group: z
    .string()
    .min(1)
    .describe('Name of the group, as the identity provider writes it')
    .meta({ example: 'postfordeler-sagsbehandlere' }),
  roles: z
    .array(z.enum(personRoles))
    .min(1)
    .describe('What its members may do on the page')
    .meta({ allowed: `a list of ${personRoles.join(', ')}`, example: ['caseworker'] }),
  departments: z
    .array(key)
    .optional()
    .describe('Only mail of these queues; none: of all')
    .meta({ allowed: 'a list of keys of queues', example: ['pas'] }),
})

const oidc = z.strictObject({
  name: z.string().min(1).default('Medarbejderlogin').describe('What the button at the login says'),
  issuer: z
    .string()
    .regex(/^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/)
    .describe('Address of the identity provider, as it names itself')
    .meta({ allowed: 'an https address (http on this machine only)', example: 'https://login.kk.example' }),
  clientId: z
    .string()
    .min(1)
    .describe('What the provider knows this page as')
    .meta({ example: 'postfordeler' }),
  clientSecretFile: z
    .string()
    .min(1)
    .optional()
    .describe('File that holds the client secret; either this or clientSecretEnv')
    .meta({ example: 'secrets/oidc', written: true }),
  clientSecretEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional()
    .describe('Name of the environment variable that holds the client secret')
    .meta({ allowed: 'the name of an environment variable', example: 'OIDC_SECRET' }),
  scope: z.string().min(1).default('openid profile').describe('What is asked of the provider'),
  nameClaim: z.string().min(1).default('preferred_username').describe('Claim that holds the login name'),
  groupsClaim: z.string().min(1).default('groups').describe('Claim that lists the groups of a person'),
  groups: z
    .array(group)
    .min(1)
    .describe('Which group may do what; nobody else gets in')
    .meta({ written: true }),
})

export const review = z.strictObject({
  origin: z
    .string()
    .regex(/^(https:\/\/[^/\s]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)$/)
    .default('http://localhost')
    .describe('Address of the page in the browser; https keeps its cookies on https')
    .meta({
      allowed: 'https://NAME (http on this machine only)',
      example: 'https://post.kk.example',
    }),
  organisation: z.string().min(1).default('Kommunen').describe('Whose page it is, shown at its top'),
  language: z.enum(['da', 'en']).default('da').describe('Language until a person chooses another'),
  proxies: z
    .array(z.string().min(1))
    .default([])
    .describe('Addresses of the reverse proxies whose X-Forwarded-For is believed')
    .meta({ allowed: 'a list of IP addresses or networks, as 10.0.0.0/8' }),
  idle: duration.default('30m').describe('A login ends after this long without a click'),
  longest: duration.default('10h').describe('And after this long whatever happens'),
  localAccounts: z.boolean().default(true).describe('Whether one can log in with a password kept here'),
  accessibility: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .describe("Link to the municipality's accessibility statement; none: a page of our own")
    .meta({ allowed: 'a web address, or empty' }),
  contact: z
    .string()
    .default('')
    .describe('Whom to tell of barriers and faults, shown on the accessibility page'),
  costs,
  oidc: oidc.optional().describe("Login with the municipality's identity provider (OpenID Connect)"),
})

export type OidcSettings = z.output<typeof oidc>
