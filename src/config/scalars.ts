// Types of values that several parts of the configuration use.
import { z } from 'zod'

export const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .meta({ allowed: 'lower-case letters, digits and "-", at most 63 of them' })

export const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/)
  .meta({ allowed: 'a number and a unit (ms, s, m, h, d), as in 60s' })
