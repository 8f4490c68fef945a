// postfordeler run: the service. Polls the mailboxes, decides, files and answers health checks, until it is asked to end.
import type { Command } from 'commander'
import { type Role, roles } from '../../daemon/roles.js'
import { TriageError } from '../../errors.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, usageError } from '../command.js'
import { withServices } from '../with-services.js'

interface RunOptions extends CommonOptions {
  readonly roles: string
}

export const addRun = (program: Command, io: CommandIo): Command =>
  addCommand(program, 'run', 'the service: polls, decides and files until SIGTERM')
    .option('--roles <roles>', 'what this process does: poll, work, review, or some of them', roles.join(','))
    .addHelpText(
      'after',
      `
Without "redis:" in the configuration one process does everything. With it, any number of "run --roles work" share the
deciding, and of several "run --roles poll" one at a time holds each mailbox. "run --roles review" serves the caseworkers' page.
The log is JSON lines on stdout. The page, /healthz, /readyz and /metrics answer on http.host:http.port.`,
    )
    .action((options: RunOptions) => runRun(io, options))

async function runRun(io: CommandIo, options: RunOptions): Promise<void> {
  const chosen = rolesOf(options.roles)
  const [{ runService }, { createLog }, { serveHttp }] = await Promise.all([
    import('../../daemon/daemon.js'),
    import('../../log.js'),
    import('../serve-http.js'),
  ])
  await withServices(io, options, async (services) => {
    refuseUseless(services, chosen)
    const log = createLog(io.out)
    const stop = new AbortController()
    io.onStop(() => {
      log.info({}, 'asked to end: finishing what is in hand')
      stop.abort()
    })
    const { http } = services.config
    const page = await serveHttp({ services, log, env: io.env, hasPage: chosen.has('review'), ...http })
    log.info({ roles: [...chosen], port: page.port, mailboxes: services.config.mailboxes.length }, 'started')
    try {
      await runService({ services, roles: chosen, log, signal: stop.signal })
    } finally {
      await page.close()
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
  const sorts = chosen.has('poll') || chosen.has('work')
  if (config.mailboxes.length === 0 && sorts)
    throw usageError(
      'The configuration has no mailboxes, so there is nothing to run.',
      'Add one under "mailboxes".',
    )
  if (!config.redis && chosen.has('poll') !== chosen.has('work'))
    throw usageError(
      'Without Redis one process polls and decides; it cannot do only one of the two.',
      'Set redis.url in the configuration, or leave out --roles.',
    )
  if (chosen.has('review')) refuseOpenPage(config)
}

/** Over plain http a login could be read on the way. */
function refuseOpenPage({ http, review }: Services['config']): void {
  if (review.origin.startsWith('https:') || /^(localhost|127\.[\d.]+|::1)$/.test(http.host)) return
  throw new TriageError(
    'CONFIG_PAGE_UNSAFE',
    `The page would be reachable from other machines (http.host is ${http.host}) while review.origin is ${review.origin}.`,
    {
      hint: 'Set review.origin to the https address of the reverse proxy before it, or http.host to 127.0.0.1, or leave the page out with "--roles poll,work".',
    },
  )
}
