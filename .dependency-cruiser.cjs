// The arrows of docs/design.md: a step knows the journey, the config, the doors and the ledger, never another step;
// every outside package with effects or weight comes in through one door.
const steps = ['ingest', 'model', 'train', 'route', 'review']
const notInto = {
  ingest: ['model', 'train', 'route', 'review'],
  model: ['ingest', 'train', 'route', 'review'],
  train: ['ingest', 'route', 'review'],
  route: ['ingest', 'model', 'train', 'review'],
  review: ['ingest', 'model', 'train', 'route'],
}
const top = 'cli|pipeline\\.ts|pass\\.ts|services\\.ts'

const stepRules = steps.map((step) => ({
  name: `${step}-knows-no-other-step`,
  severity: 'error',
  comment: 'A step hands its shape to the next one through src/pipeline.ts; it never calls it.',
  from: { path: `^src/${step}/` },
  to: { path: `^src/(${notInto[step].join('|')}|${top})` },
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
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    door('imapflow', 'imapflow', '^src/connections/imap\\.ts$'),
    door('bullmq', 'bullmq', '^src/connections/redis(|-departments|-memory|-schedule)\\.ts$'),
    door('ioredis', 'ioredis', '^src/connections/redis(|-departments|-memory|-schedule)\\.ts$'),
    door('tensorflow', '@tensorflow', '^src/model/(backend|network)\\.ts$'),
    door('natural', 'natural|@orama/stemmers', '^src/model/tokenize\\.ts$'),
    door('mailparser', 'mailparser', '^src/ingest/parse\\.ts$'),
    door('sql', 'pg|@photostructure/sqlite', '^src/connections/(sqlite|postgres)\\.ts$'),
    door('kysely', 'kysely', '^src/(connections/(database|sqlite|postgres)|ledger/.*)\\.ts$'),
    door('sanitize-html', 'sanitize-html', '^src/review/harmless-html\\.ts$'),
    door('yaml', 'yaml', '^src/config/'),
    door('fastify', 'fastify|@fastify', '^src/(review/(app|http/[^/]+)|service/health)\\.ts$'),
    door('hono', 'hono', '^src/review/'),
    door('argon2', '@node-rs/argon2', '^src/review/passwords\\.ts$'),
    door('openid', 'openid-client', '^src/review/login/oidc-provider\\.ts$'),
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
