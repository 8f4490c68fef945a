// The arrows of docs/design.md: a step knows the journey, the config, the doors and the ledger, never another step;
// every outside package with effects or weight comes in through one door.
const above = {
  ingest: 'model|train|route|pass|guarantee|desk|web|daemon|cli|wiring\\.ts',
  model: 'ingest|train|route|pass|guarantee|desk|web|daemon|cli|wiring\\.ts',
  train: 'ingest|route|pass|guarantee|desk|web|daemon|cli|wiring\\.ts',
  route: 'ingest|model|train|pass|guarantee|desk|web|daemon|cli|wiring\\.ts',
  guarantee: 'ingest|model|train|route|pass|desk|web|daemon|cli|wiring\\.ts',
  pass: 'train|desk|web|daemon|cli|wiring\\.ts',
  desk: 'ingest|model|train|route|pass|guarantee|web|daemon|cli|wiring\\.ts',
  web: 'ingest|model|train|route|pass|cli|wiring\\.ts',
}
const steps = Object.keys(above)
const top = 'cli|wiring\\.ts'

const stepRules = steps.map((step) => ({
  name: `${step}-knows-what-is-below-it`,
  severity: 'error',
  comment: 'Folders know those below them; nothing runs back up (docs/design.md).',
  from: { path: `^src/${step}/` },
  to: { path: `^src/(${above[step]})` },
}))

const door = (name, packages, path) => ({
  name: `one-door-${name}`,
  severity: 'error',
  comment: `${packages} is used through ${path} only.`,
  from: { path: '^src/', pathNot: path },
  to: { path: `node_modules/(${packages})(/|$)` },
})

module.exports = {
  forbidden: [
    ...stepRules,
    {
      name: 'ground-knows-no-step',
      severity: 'error',
      comment: 'Config, connections and ledger are the ground; no step is below them.',
      from: { path: '^src/(config|connections|ledger)/' },
      to: { path: `^src/(${steps.join('|')}|${top})` },
    },
    {
      name: 'ledger-by-its-contract',
      severity: 'error',
      comment: 'What the ledger is asked stands in ledger/contract; only the wiring opens one.',
      from: { path: '^src/', pathNot: '^src/(ledger/|wiring\\.ts$)' },
      to: { path: '^src/ledger/', pathNot: '^src/ledger/contract/' },
    },
    {
      name: 'ledger-contract-stands-alone',
      severity: 'error',
      comment: 'The contract says what is asked, not how it is answered.',
      from: { path: '^src/ledger/contract/' },
      to: { path: '^src/ledger/', pathNot: '^src/ledger/contract/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    door('imapflow', 'imapflow', '^src/connections/imap\\.ts$'),
    door('bullmq', 'bullmq', '^src/connections/redis(|-departments|-memory|-schedule)\\.ts$'),
    door('ioredis', 'ioredis', '^src/connections/redis(|-departments|-memory|-schedule)\\.ts$'),
    door('tensorflow', '@tensorflow', '^src/model/(backend|network)\\.ts$'),
    door('natural', 'natural|@orama/stemmers', '^src/model/tokenize\\.ts$'),
    door('mailparser', 'mailparser', '^src/ingest/parse\\.ts$'),
    door('sql', 'pg|@photostructure/sqlite', '^src/connections/(sqlite|postgres)\\.ts$'),
    door('kysely', 'kysely', '^src/(connections/(database|sqlite|postgres)|ledger/.*)\\.ts$'),
    door('sanitize-html', 'sanitize-html', '^src/desk/harmless-html\\.ts$'),
    door('yaml', 'yaml', '^src/config/'),
    door('fastify', 'fastify|@fastify', '^src/(web/(app|http/[^/]+)|daemon/health)\\.ts$'),
    door('hono', 'hono', '^src/web/'),
    door('argon2', '@node-rs/argon2', '^src/web/passwords\\.ts$'),
    door('openid', 'openid-client', '^src/web/login/oidc-provider\\.ts$'),
    door('commander', 'commander', '^src/cli/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
