// npm run bench: how fast the program is and how much memory it takes, each run in a process of its own, beside what is aimed at.
import { parseArgs } from 'node:util'
import { type CaseName, caseNames } from './cases.js'
import { measure } from './measure.js'
import { brokenBudgets, lines } from './report.js'

const help = `npm run bench [-- OPTIONS]

  --only NAME     measure this case only; may be given several times
                  (${caseNames.join(', ')})
  --mails N       mails in a run (default 2000)
  --repeats N     runs of each case, of which the median is told (default 3)
  --model DIR     a model's folder (default: one is trained on the bundled mail first, about half a minute)
  --json          one JSON document on stdout
  --strict        end with exit code 1 when a budget is broken

The journey needs Dovecot (Debian: dovecot-imapd); it is started for the run on a free port.`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    mails: { type: 'string', default: '2000' },
    repeats: { type: 'string', default: '3' },
    model: { type: 'string' },
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(help)
else process.exitCode = await bench()

async function bench(): Promise<number> {
  const chosen = values.only.length > 0 ? values.only.map(caseNamed) : caseNames
  const results = await measure(chosen, {
    mails: count('mails', values.mails),
    repeats: count('repeats', values.repeats),
    modelDir: values.model,
    onProgress: (text) => console.error(text),
  })
  if (values.json) console.log(JSON.stringify(results))
  else for (const line of lines(results)) console.log(line)
  return values.strict && brokenBudgets(results).length > 0 ? 1 : 0
}

function caseNamed(name: string): CaseName {
  const found = caseNames.find((one) => one === name)
  if (found) return found
  throw new Error(`There is no case "${name}". The cases are: ${caseNames.join(', ')}.`)
}

function count(option: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Error(`--${option} "${text}" is not a whole number above 0.`)
}
