// The arrows of docs/design.md: which folder may know which, and the one door of each outside package. `npm run arrows` checks them.
const { readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')

/**
 * The folders of src from the bottom to the top, each with the folders below it that it may know. Everything may know the ground: the
 * files that lie in src itself, but for the wiring. A folder can only name what stands before it, so no arrow runs back up.
 */
const folders = {
  texts: [],
  config: [],
  connections: ['config'],
  ledger: ['connections'],
  ingest: ['config', 'connections', 'ledger'],
  model: [],
  train: ['model'],
  route: ['config', 'connections', 'ledger'],
  guarantee: ['config', 'ledger'],
  pass: ['config', 'connections', 'ledger', 'ingest', 'model', 'route', 'guarantee'],
  desk: ['config', 'ledger'],
  web: ['texts', 'config', 'connections', 'ledger', 'desk'],
  'wiring.ts': ['config', 'connections', 'ledger', 'ingest', 'model', 'route', 'guarantee', 'pass', 'desk'],
  daemon: ['config', 'connections', 'ledger', 'route', 'guarantee', 'pass', 'wiring.ts'],
  cli: [
    ...[
      'texts',
      'config',
      'connections',
      'ledger',
      'ingest',
      'model',
      'train',
      'route',
      'guarantee',
      'pass',
      'desk',
    ],
    ...['web', 'wiring.ts', 'daemon'],
  ],
}

/** Every package of package.json with the files that may import it. A regular expression over paths. */
const doors = {
  '@fastify/(cookie|formbody|helmet|rate-limit)': '^src/web/(app|http/cookies)\\.ts$',
  '@node-rs/argon2': '^src/web/passwords\\.ts$',
  '@orama/stemmers': '^src/model/tokenize\\.ts$',
  '@photostructure/sqlite': '^src/connections/sqlite\\.ts$',
  '@tensorflow/tfjs-[a-z-]+': '^src/model/(backend|network)\\.ts$',
  bullmq: '^src/connections/redis(|-departments|-schedule)\\.ts$',
  chardet: '^src/ingest/charset\\.ts$',
  'cli-table3': '^src/cli/table\\.ts$',
  commander: '^src/cli/',
  'csv-parse': '^src/cli/import/csv\\.ts$',
  dkfds: '^$', // its styles and icons are files that are served, and no module
  // Pages know no HTTP; the health endpoints also answer without a page.
  fastify: '^src/(web/(app|http/(error-handler|register|send|serve-assets))|daemon/health)\\.ts$',
  hono: '^src/web/',
  'html-to-text': '^src/ingest/html-text\\.ts$',
  'iconv-lite': '^src/(ingest/(charset|plain-reading)|cli/import/csv)\\.ts$',
  imapflow: '^src/connections/imap\\.ts$',
  ioredis: '^src/connections/redis(|-departments|-memory)\\.ts$',
  kysely: '^src/(connections/(database|sqlite|postgres)|ledger/.*)\\.ts$',
  mailparser: '^src/ingest/parse\\.ts$',
  'mbox-reader': '^src/ingest/sources/mbox\\.ts$',
  natural: '^src/model/tokenize\\.ts$',
  'openid-client': '^src/connections/oidc\\.ts$',
  pg: '^src/connections/postgres\\.ts$',
  pino: '^src/log\\.ts$',
  'prom-client': '^src/daemon/health\\.ts$',
  'sanitize-html': '^src/desk/harmless-html\\.ts$',
  tinyld: '^src/ingest/language\\.ts$',
  yaml: '^src/config/yaml\\.ts$',
  // Schemas stand at the borders: configuration, job, model folder, labelled data, cursor and command line.
  zod: '^src/(config/.*|model/(manifest|weights)|connections/redis|desk/cursor|cli/classify-inputs|train/read-labelled)\\.ts$',
}

const inSrc = (names) => `^src/(${names.map((name) => name.replace('.', '\\.')).join('|')})(/|$)`

const folderRules = Object.entries(folders)
  .filter(([, known]) => known.length < Object.keys(folders).length - 1)
  .map(([name, known]) => ({
    name: `${name.replace('.ts', '')}-knows-what-is-below-it`,
    severity: 'error',
    comment: `src/${name} may know ${known.join(', ') || 'the ground only'}.`,
    from: { path: inSrc([name]) },
    to: { path: inSrc(Object.keys(folders).filter((other) => other !== name && !known.includes(other))) },
  }))

const ownRules = [
  {
    name: 'ground-knows-no-folder',
    severity: 'error',
    comment: 'What everybody may use stands on nothing.',
    from: { path: '^src/[^/]+\\.ts$', pathNot: '^src/wiring\\.ts$' },
    to: { path: '^src/([^/]+/|wiring\\.ts$)' },
  },
  {
    name: 'ledger-by-its-contract',
    severity: 'error',
    comment: 'Outside the ledger only its contract is known; the wiring makes one.',
    from: { path: '^src/', pathNot: '^src/(ledger/|wiring\\.ts$)' },
    to: { path: '^src/ledger/(?!contract/)' },
  },
  {
    name: 'contract-knows-no-table',
    severity: 'error',
    comment: 'The contract of the ledger says nothing of how it is kept.',
    from: { path: '^src/ledger/contract/' },
    to: { path: '^src/(ledger/(?!contract/)|connections/)' },
  },
  {
    name: 'hono-for-markup-only',
    severity: 'error',
    comment: 'Of hono only its JSX is used: no router, no middleware, no streaming.',
    from: { path: '^src/' },
    to: { path: 'node_modules/hono/(?!dist/types/jsx/index\\.d\\.ts$)' },
  },
  {
    name: 'no-circles',
    severity: 'error',
    comment: 'No file leads back to itself.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-folder-circles',
    scope: 'folder',
    severity: 'error',
    comment: 'No folder leads back to itself, whatever its depth.',
    from: {},
    to: { circular: true },
  },
]

const doorRules = Object.entries(doors).map(([name, path]) => ({
  name: `door-${name}`,
  severity: 'error',
  comment: `${name} is used through ${path} only.`,
  from: { path: '^src/', pathNot: path },
  to: { path: `node_modules/${name}(/|$)` },
}))

assertComplete()
module.exports = { folders, doors, rules: [...folderRules, ...ownRules, ...doorRules] }

// ---------------------------------------------------------------------------------------------------------------

/** A folder or a package that is in no table would be free of all rules. */
function assertComplete() {
  const names = Object.keys(folders)
  for (const [nth, [name, known]] of Object.entries(folders).entries()) {
    const above = known.find((other) => !names.slice(0, nth).includes(other))
    if (above) throw new Error(`scripts/arrows.cjs: ${name} may not know ${above}, which stands above it`)
  }
  const lacking = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !names.includes(entry.name))
    .map((entry) => `src/${entry.name}`)
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const patterns = Object.keys(doors).map((name) => new RegExp(`^${name}$`))
  lacking.push(...Object.keys(dependencies).filter((name) => !patterns.some((pattern) => pattern.test(name))))
  if (lacking.length > 0) throw new Error(`scripts/arrows.cjs has no rule for ${lacking.join(', ')}`)
}
