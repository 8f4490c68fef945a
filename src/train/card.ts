// The model card: what a person should know before putting the model to use. Markdown, written into the model's folder.
import { percent } from '../format.js'
import type { ModelManifest } from '../model/manifest.js'
import type { Evaluation, QueueReport } from './evaluate.js'

/** Queues named as weak: the lowest recall on held-out mail. */
const WEAK_QUEUES = 5

export function modelCard(manifest: ModelManifest, heldOut: Evaluation): string {
  const { promise: guarantee } = heldOut
  const closed = Object.entries(manifest.closed ?? {})
  return `# Model ${manifest.modelId}

Trained ${manifest.createdAt} by postfordeler ${manifest.programVersion} on ${manifest.data.examples} mails with ${manifest.labels.length} labels
(${manifest.data.split}; engine ${manifest.engine ?? 'unknown'}; data ${manifest.data.fingerprint.slice(0, 12)}).

## On mails it had not seen
| Filed without a person | Wrong among those | Left to people | Right queue first | Calibration error |
|---|---|---|---|---|
| ${percent(guarantee.coverage)} | ${percent(guarantee.error)} (promised: at most ${percent(guarantee.target)}) | ${percent(1 - guarantee.coverage)} | ${percent(heldOut.accuracy)} | ${percent(heldOut.ece)} |

Mail labelled \`${manifest.outside}\` belongs to no queue here; it is never filed, and counts as wrong wherever it would be.

## Queues
| Queue | Mails | Precision | Recall | F1 | Filed from |
|---|---|---|---|---|---|
${heldOut.perQueue.map(queueRow).join('\n')}

## Known weaknesses
- Weakest recall: ${weakest(heldOut, manifest.outside)}.
${closed.map(([queue, why]) => `- \`${queue}\` is never filed automatically: ${why}.\n`).join('')}- It knows the words of its training mails only; mail unlike them (novelty above ${manifest.noveltyLimit.toFixed(2)}) goes to a person.
- The sender is no part of what it knows, and everything personal is masked before any word is learnt.
`
}

// ---------------------------------------------------------------------------------------------------------------

const queueRow = ({ queue, n, precision, recall, f1, threshold }: QueueReport): string =>
  `| ${queue} | ${n} | ${percent(precision)} | ${percent(recall)} | ${f1.toFixed(3)} | ${threshold === undefined ? 'never' : threshold.toFixed(3)} |`

function weakest({ perQueue }: Evaluation, outside: string): string {
  return perQueue
    .filter(({ queue, n }) => queue !== outside && n > 0)
    .sort((a, b) => a.recall - b.recall)
    .slice(0, WEAK_QUEUES)
    .map(({ queue, recall }) => `\`${queue}\` ${percent(recall)}`)
    .join(', ')
}
