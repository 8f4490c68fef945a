// postfordeler run: the service. Polls the mailboxes, decides, files and answers health checks, until it is asked to end.
import type { Command } from 'commander'
import { TriageError } from '../errors.js'
import { createHealthServer } from '../service/health.js'
import { createLog } from '../service/log.js'
import { type Role, roles, runService } from '../service/service.js'
import type { Services } from '../services.js'
import { addCommand, type CommonOptions, type Shell, usageError } from './frame.js'
import { withServices } from './with-services.js'

interface RunOptions extends CommonOptions {
  readonly roles: string
}

export const addRun = (program: Command, shell: Shell): Command =>
  addCommand(program, 'run', 'the service: polls, decides and files until SIGTERM')
    .option('--roles <roles>', 'what this process does: poll, work, or both', roles.join(','))
    .addHelpText(
      'after',
      `
Without "redis:" in the configuration one process does everything. With it, any number of "run --roles work" share the
deciding, and of several "run --roles poll" one at a time holds each mailbox.
The log is JSON lines on stdout. /healthz, /readyz and /metrics answer on http.host:http.port.`,
    )
    .action((options: RunOptions) => runRun(shell, options))

async function runRun(shell: Shell, options: RunOptions): Promise<void> {
  const chosen = rolesOf(options.roles)
  await withServices(shell, options, async (services) => {
    refuseUseless(services, chosen)
    const log = createLog(shell.out)
    const stop = new AbortController()
    shell.onStop(() => {
      log.info({}, 'asked to end: finishing what is in hand')
      stop.abort()
    })
    const health = await listen(services)
    log.info(
      { roles: [...chosen], port: health.port, mailboxes: services.config.mailboxes.length },
      'started',
    )
    try {
      await runService({ services, roles: chosen, log, signal: stop.signal })
    } finally {
      await health.close()
    }
    log.info({}, 'ended')
  })
}

function rolesOf(text: string): ReadonlySet<Role> {
  const asked = text.split(',').map((role) => role.trim())
  const unknown = asked.find((role) => !roles.some((one) => one === role))
  if (unknown === undefined) return new Set(asked as Role[])
  throw usageError(`There is no role "${unknown}".`, `The roles are: ${roles.join(', ')}.`)
}

function refuseUseless({ config }: Services, chosen: ReadonlySet<Role>): void {
  if (config.mailboxes.length === 0)
    throw usageError(
      'The configuration has no mailboxes, so there is nothing to run.',
      'Add one under "mailboxes".',
    )
  if (!config.redis && chosen.size < roles.length)
    throw usageError(
      'Without Redis one process polls and decides; it cannot do only one of the two.',
      'Set redis.url in the configuration, or leave out --roles.',
    )
}

async function listen(
  services: Services,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const classifier = await services.classifier()
  const { mailboxes, http } = services.config
  const hasModel = () => classifier !== undefined
  const app = createHealthServer({ ledger: await services.ledger(), mailboxes, hasModel, now: services.now })
  try {
    const address = await app.listen({ host: http.host, port: http.port })
    return { port: Number(new URL(address).port), close: () => app.close() }
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : ''
    throw new TriageError('HTTP_PORT_TAKEN', `Nothing can listen on ${http.host}:${http.port}${reason}.`, {
      hint: 'Each process needs a port of its own: set http.port, or 0 for any free one. The log tells which it became.',
      cause,
    })
  }
}
