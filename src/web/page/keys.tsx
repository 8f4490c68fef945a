// The list of keys, in a dialog that `?` or its button opens. Both are the script's: without script there are no keys and no button.
import type { Visit } from '../request-context.js'
import { Icon } from './icon.js'

export function Keys({
  visit,
  keys,
}: {
  readonly visit: Visit
  readonly keys: Readonly<Record<string, string>>
}) {
  const said = visit.texts.work.keys
  return (
    <>
      <button type="button" class="button button-unstyled keys-open" data-opens="keys" data-key="?" hidden>
        <Icon visit={visit} name="help" />
        {said.open}
      </button>
      <dialog id="keys" class="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{said.title}</h2>
        <dl>
          {Object.entries(keys).map(([key, does]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p class="button-row">
          <button type="button" class="button button-primary" data-closes="keys">
            {said.close}
          </button>
          <a href={`/look?to=${encodeURIComponent(visit.url)}`}>{said.off}</a>
        </p>
      </dialog>
    </>
  )
}
